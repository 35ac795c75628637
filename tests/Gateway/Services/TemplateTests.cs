using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Orchestrator.Tests.Support;
using Task = System.Threading.Tasks.Task;

namespace Orchestrator.Gateway.Tests.Services;

public sealed class TemplateTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    /// <summary>File name to an input that its schema takes.</summary>
    public static TheoryData<string, string> Shipped => new()
    {
        { "summarize-long-text.yaml", """{"text": "A long text.", "sentences": 2}""" },
        { "extract-action-items.yaml", """{"text": "Anna sends the offer tomorrow."}""" },
        { "rewrite-professionally.yaml", """{"text": "hey, pay up", "tone": "friendly"}""" },
        { "classify.yaml", """{"text": "My order is late", "labels": ["order", "other"]}""" },
        { "research-and-review.yaml", """{"topic": "durable timers"}""" },
    };

    [Fact]
    public void Shipped_AreAllTested() => Assert.Equal(
        Directory.GetFiles(Folder, "*.yaml").Select(Path.GetFileName).Order(StringComparer.Ordinal), Shipped.Select(row => (string)row[0]).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Shipped))]
    public async Task Template_ThatIsShipped_IsValidAndMakesAChain(string file, string input)
    {
        string @namespace = Requests.NewNamespace();
        var publish = new PublishTemplateRequest { Namespace = @namespace, Source = await File.ReadAllTextAsync(Path.Combine(Folder, file)) };
        Template template = (await gateway.Templates.PublishTemplateAsync(publish)).Template;

        Chain chain = (await gateway.Templates.InstantiateTemplateAsync(
            new InstantiateTemplateRequest { Namespace = @namespace, Name = template.Name, Input = Struct.Parser.ParseJson(input) })).Chain;

        Assert.Equal(($"{@namespace}/{template.Name}@1.0.0", template.Name), (chain.Template, chain.Name));
        Template shown = (await gateway.Templates.GetTemplateAsync(new GetTemplateRequest { Namespace = @namespace, Name = template.Name })).Template;
        Assert.Equal(shown.Definition.Nodes.Select(n => n.Key).Order(StringComparer.Ordinal), chain.Nodes.Select(n => n.Key).Order(StringComparer.Ordinal));
        Assert.True((await gateway.Templates.PublishTemplateAsync(publish)).AlreadyExisted);
    }

    [Fact]
    public async Task PublishTemplate_AsATrial_StoresNothing()
    {
        string @namespace = Requests.NewNamespace();

        Template template = (await gateway.Templates.PublishTemplateAsync(
            new PublishTemplateRequest { Namespace = @namespace, Source = Text("1.0.0"), ValidateOnly = true })).Template;

        Assert.Equal(("", "report", "1.0.0"), (template.Id, template.Name, template.Version));
        CallError error = await CallError.OfAsync(async () => await gateway.Templates.GetTemplateAsync(new GetTemplateRequest { Namespace = @namespace, Name = "report" }));
        Assert.Equal((StatusCode.NotFound, "TEMPLATE_NOT_FOUND"), (error.Code, error.Info.Type));
    }

    [Fact]
    public async Task PublishTemplate_WithMistakes_NamesLinesAndFields()
    {
        CallError error = await CallError.OfAsync(async () => await gateway.Templates.PublishTemplateAsync(
            new PublishTemplateRequest { Source = Text("1").Replace("debug.echo", "nope", StringComparison.Ordinal) }));

        Assert.Equal(StatusCode.InvalidArgument, error.Code);
        Assert.Equal(["line 2: version", "line 9: nodes.say.handler"], error.Fields);
    }

    [Fact]
    public async Task PublishTemplate_OtherTextUnderTheSameVersion_IsRefusedWithThePath()
    {
        string @namespace = Requests.NewNamespace();
        await PublishAsync(@namespace, "1.0.0");

        CallError error = await CallError.OfAsync(() => PublishAsync(@namespace, "1.0.0", message: "other"));

        Assert.Equal((StatusCode.AlreadyExists, "TEMPLATE_VERSION_EXISTS"), (error.Code, error.Info.Type));
        Assert.Equal("nodes.say.parameters.message", error.Info.Metadata["field"]);
    }

    [Fact]
    public async Task GetTemplate_WithoutAVersion_GivesTheLatestActiveRelease()
    {
        string @namespace = Requests.NewNamespace();
        foreach (string version in (string[])["1.9.0", "1.10.0", "2.0.0-rc.1"])
            await PublishAsync(@namespace, version);

        Assert.Equal("1.10.0", await LatestAsync(@namespace));
        await SetActiveAsync(@namespace, "1.10.0", active: false);
        Assert.Equal("1.9.0", await LatestAsync(@namespace));
        CallError inactive = await CallError.OfAsync(async () => await gateway.Templates.InstantiateTemplateAsync(
            new InstantiateTemplateRequest { Namespace = @namespace, Name = "report", Version = "1.10.0", Input = Struct.Parser.ParseJson("""{"text": "x"}""") }));
        Assert.Equal((StatusCode.FailedPrecondition, "TEMPLATE_INACTIVE"), (inactive.Code, inactive.Info.Type));
        await SetActiveAsync(@namespace, "1.10.0", active: true);
        Assert.Equal("1.10.0", await LatestAsync(@namespace));

        Assert.Equal("template.created template.deactivated template.activated", await gateway.QueryAsync<string>(
            """
            SELECT string_agg(e.event_name, ' ' ORDER BY e.seq) FROM orchestrator.lifecycle_events AS e
            JOIN orchestrator.chain_templates AS t ON t.id = e.subject_id WHERE t.version = '1.10.0' AND t.namespace_id = (SELECT id FROM orchestrator.namespaces WHERE name = $1)
            """, @namespace));
    }

    [Fact]
    public async Task ListTemplates_PageByPage_IsByNameTheNewestFirst()
    {
        string @namespace = Requests.NewNamespace();
        foreach (string version in (string[])["1.9.0", "1.10.0", "1.0.0-beta.2", "1.0.0-beta.11"])
            await PublishAsync(@namespace, version);
        await PublishAsync(@namespace, "0.1.0", name: "another");

        List<string> listed = [];
        var request = new ListTemplatesRequest { Namespace = @namespace, PageSize = 2 };
        do
        {
            ListTemplatesResponse page = await gateway.Templates.ListTemplatesAsync(request);
            listed.AddRange(page.Templates.Select(t => $"{t.Name}@{t.Version}{t.Source}"));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(["another@0.1.0", "report@1.10.0", "report@1.9.0", "report@1.0.0-beta.11", "report@1.0.0-beta.2"], listed);
        ListTemplatesResponse latest = await gateway.Templates.ListTemplatesAsync(new ListTemplatesRequest { Namespace = @namespace, LatestOnly = true });
        Assert.Equal(["another 0.1.0", "report 1.10.0"], latest.Templates.Select(t => $"{t.Name} {t.Version}"));
    }

    [Fact]
    public async Task DiffTemplates_NamesPathsAndValues()
    {
        string @namespace = Requests.NewNamespace();
        await PublishAsync(@namespace, "1.0.0");
        await PublishAsync(@namespace, "1.1.0", message: "now {{input.text}}");

        DiffTemplatesResponse diff = await gateway.Templates.DiffTemplatesAsync(
            new DiffTemplatesRequest { Namespace = @namespace, Name = "report", FromVersion = "1.0.0", ToVersion = "1.1.0" });

        TemplateChange change = Assert.Single(diff.Changes);
        Assert.Equal((ChangeKind.Changed, "nodes.say.parameters.message", "\"{{input.text}}\"", "\"now {{input.text}}\""), (change.Kind, change.Path, change.FromValue, change.ToValue));
    }

    [Fact]
    public async Task InstantiateTemplate_ChecksTheInputAndInsertsDefaults()
    {
        string @namespace = Requests.NewNamespace();
        await PublishAsync(@namespace, "1.0.0");

        CallError error = await CallError.OfAsync(async () => await gateway.Templates.InstantiateTemplateAsync(
            new InstantiateTemplateRequest { Namespace = @namespace, Name = "report", Input = Struct.Parser.ParseJson("""{"count": "many"}""") }));
        Chain chain = (await gateway.Templates.InstantiateTemplateAsync(
            new InstantiateTemplateRequest { Namespace = @namespace, Name = "report", Input = Struct.Parser.ParseJson("""{"text": "x"}"""), ChainName = "mine" })).Chain;

        Assert.Equal(["input.count", "input.text"], error.Fields.Order(StringComparer.Ordinal));
        Assert.Equal(("mine", Struct.Parser.ParseJson("""{"text": "x", "count": 3}""")), (chain.Name, chain.Input));
        Assert.Equal(1, await gateway.QueryAsync<long>(
            "SELECT count(*) FROM orchestrator.lifecycle_events WHERE event_name = 'template.instantiated' AND payload ->> 'chain_id' = $1", chain.Id));
    }

    [Fact]
    public async Task InstantiateTemplate_SameKey_ReturnsTheFirstChainAlsoAfterANewVersion()
    {
        string @namespace = Requests.NewNamespace();
        await PublishAsync(@namespace, "1.0.0");
        var request = new InstantiateTemplateRequest
        {
            Namespace = @namespace,
            Name = "report",
            IdempotencyKey = "may",
            Input = Struct.Parser.ParseJson("""{"text": "x"}"""),
        };
        InstantiateTemplateResponse first = await gateway.Templates.InstantiateTemplateAsync(request);
        await PublishAsync(@namespace, "1.1.0");

        InstantiateTemplateResponse second = await gateway.Templates.InstantiateTemplateAsync(request);
        request.Input.Fields["text"] = Value.ForString("y");
        CallError error = await CallError.OfAsync(async () => await gateway.Templates.InstantiateTemplateAsync(request));

        Assert.Equal((first.Chain.Id, true), (second.Chain.Id, second.AlreadyExisted));
        Assert.Equal((StatusCode.AlreadyExists, "input.text"), (error.Code, error.Info.Metadata["field"]));
    }

    static string Folder => Path.Combine(CloneRoot.Path, "templates");

    static string Text(string version, string message = "{{input.text}}", string name = "report") => $$$"""
        name: {{{name}}}
        version: "{{{version}}}"
        input:
          required: [text]
          properties: {text: {type: string}, count: {type: integer, default: 3}}

        nodes:
          say:
            handler: debug.echo
            parameters: {message: "{{{message}}}"}
        """;

    async Task PublishAsync(string @namespace, string version, string message = "{{input.text}}", string name = "report") =>
        await gateway.Templates.PublishTemplateAsync(new PublishTemplateRequest { Namespace = @namespace, Source = Text(version, message, name) });

    async Task<string> LatestAsync(string @namespace) =>
        (await gateway.Templates.GetTemplateAsync(new GetTemplateRequest { Namespace = @namespace, Name = "report" })).Template.Version;

    async Task SetActiveAsync(string @namespace, string version, bool active) => await gateway.Templates.SetTemplateActiveAsync(
        new SetTemplateActiveRequest { Namespace = @namespace, Name = "report", Version = version, Active = active });
}
