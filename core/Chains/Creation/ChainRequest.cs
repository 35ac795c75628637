using System.Text.Json.Nodes;
using Orchestrator.Core.Chains.Definitions;
using Orchestrator.Core.Identity;

namespace Orchestrator.Core.Chains.Creation;

/// <summary>A chain as a client asks for it, before it was checked.</summary>
/// <param name="Definition">Null: the client gave none.</param>
/// <param name="Input">What <c>{{input...}}</c> stands for.</param>
/// <param name="Bypass">Keys of nodes to be skipped.</param>
public sealed record ChainRequest(
    string Namespace,
    string Name,
    string Description,
    ChainDefinition? Definition,
    JsonObject Input,
    IReadOnlyList<string> Bypass,
    RequestIdentity Identity);
