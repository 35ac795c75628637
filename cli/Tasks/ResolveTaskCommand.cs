using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Cli.Gateway;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Tasks;

/// <summary><c>orchestrator task resolve</c>.</summary>
internal sealed class ResolveTaskCommand(GatewayCommand gateway)
{
    public Command Create()
    {
        Argument<string> id = TaskCommand.TaskId();
        var reason = new Option<string>("--reason") { Description = "Why: 1 to 500 characters, kept with the transition.", Required = true };
        var output = new Option<string>("--output") { Description = "The result as text." };
        Option<Value> json = JsonValueOption.Create("--structured", "The structured result: any JSON value.");
        var command = new Command("resolve", "Gives a failed task a result by hand, so that what depends on it goes on.") { id, reason, output, json };
        gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            var request = new V1.ResolveTaskRequest
            {
                Namespace = gateway.Namespace(result),
                TaskId = result.GetRequiredValue(id),
                Reason = result.GetRequiredValue(reason),
                Output = result.GetValue(output) ?? "",
                StructuredOutput = result.GetValue(json),
            };
            V1.ResolveTaskResponse response = await client.Tasks.ResolveTaskAsync(request, cancellationToken: cancellationToken);
            await TaskOutput.WriteAsync(gateway, result, response, response.Task);
            return ExitCodes.Success;
        });
        return command;
    }
}
