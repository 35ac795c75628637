using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Orchestrator.Cli.Gateway;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Tasks;

/// <summary><c>orchestrator task approve</c> and <c>orchestrator task reject</c>.</summary>
internal sealed class DecideApprovalCommand(GatewayCommand gateway, V1.ApprovalDecision decision)
{
    public Command Create()
    {
        Argument<string> id = TaskCommand.TaskId();
        var comment = new Option<string>("--comment") { Description = "Up to 4,000 characters, for whoever reads the decision." };
        Option<Value> answer = JsonValueOption.Create("--answer", "For the tasks after it: any JSON value, /data/answer of the approval's output.");
        Command command = decision == V1.ApprovalDecision.Approve
            ? new Command("approve", "Approves what an approval waits for.") { id, comment, answer }
            : new Command("reject", "Rejects what an approval waits for; the task fails.") { id, comment, answer };
        gateway.SetAction(command, async (client, result, cancellationToken) =>
        {
            var request = new V1.DecideApprovalRequest
            {
                Namespace = gateway.Namespace(result),
                TaskId = result.GetRequiredValue(id),
                Decision = decision,
                Comment = result.GetValue(comment) ?? "",
                Answer = result.GetValue(answer),
            };
            V1.DecideApprovalResponse response = await client.Tasks.DecideApprovalAsync(request, cancellationToken: cancellationToken);
            await TaskOutput.WriteAsync(gateway, result, response, response.Task);
            return ExitCodes.Success;
        });
        return command;
    }
}
