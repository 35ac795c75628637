using Orchestrator.Core.Validation;

namespace Orchestrator.Core.Tasks.Explanations;

/// <summary>Commands about tasks and chains as a person types them.</summary>
sealed class TaskCommands(string @namespace)
{
    readonly string _namespace = @namespace == NamespaceName.Default ? "" : $" --namespace {@namespace}";

    public const string StartHosts = "orchestrator up";

    public string Get(Guid taskId) => $"orchestrator task get {taskId:D}{_namespace}";

    public string Explain(Guid taskId) => $"orchestrator task explain {taskId:D}{_namespace}";

    public string Approve(Guid taskId) => $"orchestrator task approve {taskId:D}{_namespace}";

    public string Reject(Guid taskId) => $"orchestrator task reject {taskId:D}{_namespace}";

    public string Resume(Guid chainId) => $"orchestrator chain resume {chainId:D}{_namespace}";

    public string Retry(Guid taskId) => $"orchestrator task retry {taskId:D}{_namespace}";
}
