using System.Collections.Frozen;
using Orchestrator.Core.Access;
using ChainsRpcs = Orchestrator.Protos.V1.ChainService.ChainServiceBase;
using EventsRpcs = Orchestrator.Protos.V1.EventService.EventServiceBase;
using TasksRpcs = Orchestrator.Protos.V1.TaskService.TaskServiceBase;
using TemplatesRpcs = Orchestrator.Protos.V1.TemplateService.TemplateServiceBase;

namespace Orchestrator.Gateway.Security;

/// <summary>
/// The one table of what each RPC asks of its caller; docs/security.md shows it, and a test holds it against the contract. An
/// RPC that is not in it is refused to everybody.
/// </summary>
static class MethodPermissions
{
    static readonly FrozenDictionary<string, Permission> ByMethod = Table().ToFrozenDictionary();

    public static IReadOnlyDictionary<string, Permission> All => ByMethod;

    /// <param name="method">As gRPC has it: <c>/orchestrator.v1.TaskService/GetTask</c>.</param>
    /// <exception cref="InvalidOperationException">The table lacks it.</exception>
    public static Permission Of(string method) => ByMethod.TryGetValue(method, out Permission permission)
        ? permission
        : throw new InvalidOperationException($"{method} names no permission: {nameof(MethodPermissions)} lacks it");

    static Dictionary<string, Permission> Table()
    {
        var table = new Dictionary<string, Permission>();
        Add("TaskService", Permission.Read,
            nameof(TasksRpcs.GetTask), nameof(TasksRpcs.ListTasks), nameof(TasksRpcs.ExplainTask), nameof(TasksRpcs.GetTaskLineage),
            nameof(TasksRpcs.ListTaskAnnotations), nameof(TasksRpcs.GetBulkOperation));
        Add("TaskService", Permission.Write,
            nameof(TasksRpcs.CreateTask), nameof(TasksRpcs.BatchCreateTasks), nameof(TasksRpcs.AnnotateTask));
        Add("TaskService", Permission.Operate,
            nameof(TasksRpcs.CancelTask), nameof(TasksRpcs.RetryTask), nameof(TasksRpcs.ResolveTask), nameof(TasksRpcs.DecideApproval),
            nameof(TasksRpcs.StartBulkOperation), nameof(TasksRpcs.CancelBulkOperation));

        Add("ChainService", Permission.Read,
            nameof(ChainsRpcs.GetChain), nameof(ChainsRpcs.ListChains), nameof(ChainsRpcs.DiagramChain));
        Add("ChainService", Permission.Write,
            nameof(ChainsRpcs.CreateChain));
        Add("ChainService", Permission.Operate,
            nameof(ChainsRpcs.CancelChain), nameof(ChainsRpcs.SuspendChain), nameof(ChainsRpcs.ResumeChain), nameof(ChainsRpcs.RerunChain));

        Add("TemplateService", Permission.Read,
            nameof(TemplatesRpcs.GetTemplate), nameof(TemplatesRpcs.ListTemplates), nameof(TemplatesRpcs.DiffTemplates),
            nameof(TemplatesRpcs.DiagramTemplate));
        Add("TemplateService", Permission.Write,
            nameof(TemplatesRpcs.PublishTemplate), nameof(TemplatesRpcs.InstantiateTemplate));
        Add("TemplateService", Permission.Administer,
            nameof(TemplatesRpcs.SetTemplateActive));

        Add("EventService", Permission.Read,
            nameof(EventsRpcs.Watch), nameof(EventsRpcs.ListEventTypes));
        Add("EventService", Permission.Write,
            nameof(EventsRpcs.PublishEvent));
        Add("EventService", Permission.Operate,
            nameof(EventsRpcs.RegisterEventType));
        return table;

        void Add(string service, Permission permission, params ReadOnlySpan<string> methods)
        {
            foreach (string method in methods)
            {
                table.Add($"/orchestrator.v1.{service}/{method}", permission);
            }
        }
    }
}
