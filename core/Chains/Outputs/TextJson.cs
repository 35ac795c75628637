using System.Text.Encodings.Web;
using System.Text.Json;

namespace Orchestrator.Core.Chains.Outputs;

/// <summary>JSON for people and models to read: letters stay letters.</summary>
static class TextJson
{
    public static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
