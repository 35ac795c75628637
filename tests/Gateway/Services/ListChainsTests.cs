using Google.Protobuf.WellKnownTypes;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;
using TaskStatus = Orchestrator.Protos.V1.TaskStatus;

namespace Orchestrator.Gateway.Tests.Services;

public sealed class ListChainsTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Fact]
    public async Task ListChains_PageByPage_GivesEachOnceNewestFirst()
    {
        string @namespace = Requests.NewNamespace();
        List<string> made = [];
        for (int i = 0; i < 5; i++)
        {
            made.Add((await gateway.Chains.CreateChainAsync(ChainRequests.Echoes(2, $"chain {i}", @namespace))).Chain.Id);
        }

        List<string> listed = [];
        var request = new ListChainsRequest { Namespace = @namespace, PageSize = 2 };
        do
        {
            ListChainsResponse page = await gateway.Chains.ListChainsAsync(request);
            Assert.All(page.Chains, c => Assert.Equal((2, 0, 0), (c.Progress.Total, c.Nodes.Count, c.Edges.Count)));
            listed.AddRange(page.Chains.Select(c => c.Id));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(made.AsEnumerable().Reverse(), listed);
    }

    [Fact]
    public async Task ListChains_WithFilters_GivesWhatMeetsThemAll()
    {
        string @namespace = Requests.NewNamespace();
        CreateChainRequest wanted = ChainRequests.Echoes(1, "Report 100% of May", @namespace);
        wanted.CorrelationId = "may";
        Chain chain = (await gateway.Chains.CreateChainAsync(wanted)).Chain;
        await gateway.Chains.CreateChainAsync(ChainRequests.Echoes(1, "Report 100 of June", @namespace));

        async Task<IEnumerable<string>> NamesAsync(ListChainsRequest request)
        {
            request.Namespace = @namespace;
            return (await gateway.Chains.ListChainsAsync(request)).Chains.Select(c => c.Name);
        }

        Assert.Equal([chain.Name], await NamesAsync(new ListChainsRequest { SearchText = "report 100%" }));
        Assert.Equal([chain.Name], await NamesAsync(new ListChainsRequest { CorrelationId = "may", Statuses = { TaskStatus.Pending, TaskStatus.Failed } }));
        Assert.Equal([chain.Name], await NamesAsync(new ListChainsRequest { CreatedBefore = Timestamp.FromDateTime(chain.CreatedAt.ToDateTime().AddTicks(10)) }));
        Assert.Equal(["Report 100 of June"], await NamesAsync(new ListChainsRequest { CreatedAfter = chain.CreatedAt }));
        Assert.Empty(await NamesAsync(new ListChainsRequest { Statuses = { TaskStatus.Failed } }));
        Assert.Empty(await NamesAsync(new ListChainsRequest { Template = "report@1.0.0" }));
    }

    [Fact]
    public async Task ListChains_WithMistakes_NamesThem()
    {
        CallError error = await CallError.OfAsync(async () => await gateway.Chains.ListChainsAsync(
            new ListChainsRequest { PageSize = 201, PageToken = "x", Template = "?", Statuses = { TaskStatus.Unspecified } }));

        Assert.Equal(["statuses[0]", "template", "page_size", "page_token"], error.Fields);
    }
}
