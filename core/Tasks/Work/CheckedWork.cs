using System.Text.Json.Nodes;

namespace Orchestrator.Core.Tasks.Work;

/// <summary>Work that a handler can run with, as it is stored.</summary>
/// <param name="Prompt">Null: the handler takes none, or there is none.</param>
public sealed record CheckedWork(string Handler, string? Prompt, JsonObject Parameters);
