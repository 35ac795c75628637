using System.Reflection;
using Grpc.Core;
using Orchestrator.Cli.Gateway;
using Orchestrator.Cli.Terminals;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Templates;

/// <summary>The templates that come with the command, folder <c>templates/</c> of the sources.</summary>
internal static class ShippedTemplates
{
    const string Folder = "templates/";

    /// <summary>File name to text, by name.</summary>
    public static IReadOnlyList<(string File, string Text)> All { get; } = [.. Read()];

    /// <summary>Publishes each; one that is there already stays as it is.</summary>
    public static async Task PublishAsync(GatewayClient client, Terminal terminal, CancellationToken cancellationToken)
    {
        foreach ((string file, string text) in All)
        {
            try
            {
                await client.Templates.PublishTemplateAsync(new V1.PublishTemplateRequest { Source = text }, cancellationToken: cancellationToken);
            }
            catch (RpcException error) when (error.StatusCode == StatusCode.AlreadyExists)
            {
                // Somebody has another one under this version: it is theirs.
                terminal.Say($"Template {file} was not published: {error.Status.Detail}");
            }
        }
    }

    static IEnumerable<(string File, string Text)> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (string name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name[Folder.Length..], reader.ReadToEnd());
        }
    }
}
