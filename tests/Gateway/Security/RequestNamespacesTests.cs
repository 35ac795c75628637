using Orchestrator.Gateway.Security;
using Orchestrator.Protos.V1;

namespace Orchestrator.Gateway.Tests.Security;

public sealed class RequestNamespacesTests
{
    [Fact]
    public void Of_EveryRequestOfTheContract_NamesANamespace() => Assert.All(
        RpcCatalog.All,
        method =>
        {
            Assert.Equal(["default"], RequestNamespaces.Of(RpcCatalog.NewRequest(method)));
            foreach (string path in NamespaceFields.PathsOf(method.InputType))
            {
                var request = RpcCatalog.NewRequest(method);
                NamespaceFields.Set(request, path, path.EndsWith("template", StringComparison.Ordinal) ? "other/name" : "other");
                Assert.Contains("other", RequestNamespaces.Of(request));
            }
        });

    [Fact]
    public void Of_Batch_HasItsOwnAndThoseInIt() => Assert.Equal(["a", "a", "b"], RequestNamespaces.Of(new BatchCreateTasksRequest
    {
        Namespace = "a",
        Requests = { new CreateTaskRequest(), new CreateTaskRequest { Namespace = "b" } },
    }));

    [Fact]
    public void Of_BulkOperation_IsItsFilters()
    {
        Assert.Equal(["b"], RequestNamespaces.Of(new StartBulkOperationRequest { Filter = new ListTasksRequest { Namespace = "b" } }));
        Assert.Equal(["default"], RequestNamespaces.Of(new StartBulkOperationRequest { Filter = new ListTasksRequest() }));
        Assert.Equal(["default"], RequestNamespaces.Of(new StartBulkOperationRequest()));
    }

    [Fact]
    public void Of_SubChain_HasItsTemplates() => Assert.Equal(["a", "b"], RequestNamespaces.Of(new CreateChainRequest
    {
        Namespace = "a",
        Definition = new ChainDefinition
        {
            Nodes =
            {
                new ChainNode { Key = "x", SubChain = new SubChainNode { Template = "b/secret@1.0.0" } },
                new ChainNode { Key = "y", SubChain = new SubChainNode { Template = "own@1.0.0" } },
                new ChainNode { Key = "z", Work = new TaskWork { Echo = new EchoWork() } },
            },
        },
    }));

    [Fact]
    public void Of_RequestThatCannotNameAny_IsAboutEveryOne() => Assert.Equal(["*"], RequestNamespaces.Of(new Heartbeat()));
}
