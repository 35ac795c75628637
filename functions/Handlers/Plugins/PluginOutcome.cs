using Orchestrator.Core.Execution.Handlers;

namespace Orchestrator.Functions.Handlers.Plugins;

/// <summary>What came of one assembly in the plugin folder.</summary>
/// <param name="Name">Of its file, without extension.</param>
/// <param name="Handlers">Those that are registered now.</param>
/// <param name="Rejected">Handlers that are not, the others notwithstanding.</param>
/// <param name="Rejection">Not null: nothing of the plugin is used.</param>
public sealed record PluginOutcome(
    string Name, IReadOnlyList<HandlerKey> Handlers, IReadOnlyList<RejectedHandler> Rejected, PluginRejection? Rejection);

/// <param name="Handler">Its key, or its type where it did not come so far.</param>
public sealed record RejectedHandler(string Handler, PluginRejection Rejection);

/// <param name="Reason"><c>not_an_assembly</c>, <c>cannot_be_loaded</c>, <c>no_handlers</c>; of a handler <c>cannot_be_created</c>,
/// <c>invalid_key</c>, <c>already_registered</c>.</param>
public sealed record PluginRejection(string Reason, string Message);
