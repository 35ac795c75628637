using Google.Protobuf;
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
            Assert.Equal(["default"], NamesOf(RpcCatalog.NewRequest(method)));
            foreach (string path in NamespaceFields.PathsOf(method.InputType))
            {
                var request = RpcCatalog.NewRequest(method);
                NamespaceFields.Set(request, path, path.EndsWith("template", StringComparison.Ordinal) ? "other/name" : "other");
                Assert.Contains("other", NamesOf(request));
            }
        });

    [Fact]
    public void Of_Batch_HasItsOwnAndThoseInIt() => Assert.Equal(["a", "a", "b"], NamesOf(new BatchCreateTasksRequest
    {
        Namespace = "a",
        Requests = { new CreateTaskRequest(), new CreateTaskRequest { Namespace = "b" } },
    }));

    [Fact]
    public void Of_BulkOperation_IsItsFilters()
    {
        Assert.Equal(["b"], NamesOf(new StartBulkOperationRequest { Filter = new ListTasksRequest { Namespace = "b" } }));
        Assert.Equal(["default"], NamesOf(new StartBulkOperationRequest { Filter = new ListTasksRequest() }));
        Assert.Equal(["default"], NamesOf(new StartBulkOperationRequest()));
    }

    [Fact]
    public void Of_SubChain_HasItsTemplates() => Assert.Equal(["a", "b"], NamesOf(new CreateChainRequest
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
    public void Of_RequestThatCannotNameAny_IsAboutEveryOne() => Assert.Equal(["*"], NamesOf(new Heartbeat()));

    [Fact]
    public void Of_Template_IsAReferenceAndTheRestIsNot() => Assert.Equal(
        [new NamedNamespace("a"), new NamedNamespace("b", IsReference: true)],
        RequestNamespaces.Of(new ListTasksRequest { Namespace = "a", Template = "b/c@1.0.0" }));

    static IEnumerable<string> NamesOf(IMessage request) => RequestNamespaces.Of(request).Select(named => named.Name);
}
