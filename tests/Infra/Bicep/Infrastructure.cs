using System.Text.Json;
using Orchestrator.Tests.Support;

namespace Orchestrator.Infra.Tests.Bicep;

/// <summary>infra/bicep, compiled once for all tests.</summary>
public sealed class Infrastructure : IAsyncLifetime
{
    /// <summary>The files of parameters; each is one deployment that the rules look at.</summary>
    public static readonly IReadOnlyList<string> ParameterFiles = ["dev.bicepparam", "prod.bicepparam", "main.bicepparam"];

    // What a deployer sets; the values are nobody's.
    static readonly Dictionary<string, string> Environment = new()
    {
        ["AZURE_ENV_NAME"] = "azd",
        ["AZURE_LOCATION"] = "westeurope",
        ["AZURE_TENANT_ID"] = "11111111-1111-1111-1111-111111111111",
        ["ORCHESTRATOR_ALERT_MAILS"] = "operators@example.com",
        ["ORCHESTRATOR_AUTH_AUDIENCE"] = "api://orchestrator",
        ["ORCHESTRATOR_FUNCTIONS_CLIENT_ID"] = "33333333-3333-3333-3333-333333333333",
        ["ORCHESTRATOR_FUNCTION_KEY"] = new string('0', 64),
        ["ORCHESTRATOR_MASTER_KEY"] = new string('1', 64),
        // main.bicepparam has what the other two have not.
        ["ORCHESTRATOR_SIZE"] = "prod",
        ["ORCHESTRATOR_SCHEDULER"] = "true",
        ["ORCHESTRATOR_PUBLIC_GATEWAY"] = "false",
        ["ORCHESTRATOR_PRIVATE_DEPLOYMENT"] = "true",
        ["ORCHESTRATOR_IMAGE_TAG"] = "1.2.3",
        ["ORCHESTRATOR_LLM_KEY"] = new string('2', 32),
        ["ORCHESTRATOR_LLM_ACCOUNT_ID"] =
            "/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/models/providers/Microsoft.CognitiveServices/accounts/openai",
    };

    readonly Dictionary<string, IReadOnlyList<JsonElement>> _deployments = [];

    internal static string Folder { get; } = Path.Combine(CloneRoot.Path, "infra", "bicep");

    internal Compilation Compilation { get; private set; } = null!;

    internal IReadOnlyList<string> ParameterDiagnostics { get; private set; } = [];

    /// <summary>By file of parameters: what it would make.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<JsonElement>> Deployments => _deployments;

    public async Task InitializeAsync()
    {
        using var compiler = new BicepCompiler(Folder);
        Compilation = await compiler.CompileAsync();
        List<string> diagnostics = [];
        foreach (string file in ParameterFiles)
        {
            diagnostics.AddRange(await compiler.CompileParametersAsync(file, Environment));
            _deployments.Add(file, await compiler.PredictAsync(file, Environment));
        }

        ParameterDiagnostics = diagnostics;
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
