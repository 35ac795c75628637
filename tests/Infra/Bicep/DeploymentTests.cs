using System.Text.Json;
using System.Text.RegularExpressions;
using Orchestrator.Tests.Support;

namespace Orchestrator.Infra.Tests.Bicep;

/// <summary>What a deployment makes fits together, and fits the hosts.</summary>
[Collection(nameof(Infrastructure))]
public sealed partial class DeploymentTests(Infrastructure infrastructure)
{
    public static TheoryData<string> Files { get; } = [.. Infrastructure.ParameterFiles];

    [Theory]
    [MemberData(nameof(Files))]
    public void Gateway_Ingress_LeadsToItsHttp2PortAndProbesToTheOther(string file)
    {
        JsonElement gateway = Gateway(file);
        JsonElement container = gateway.Find("properties", "template", "containers")!.Value[0];

        Assert.Equal("http2", gateway.Text("properties", "configuration", "ingress", "transport"));
        Assert.Equal(Setting(container, "ORCHESTRATOR_H2C_PORT"), gateway.Text("properties", "configuration", "ingress", "targetPort"));
        string[] ports = [.. container.GetProperty("probes").EnumerateArray().Select(probe => probe.Text("httpGet", "port")!)];
        Assert.Equal(3, ports.Length);
        Assert.All(ports, port => Assert.Equal(Setting(container, "ORCHESTRATOR_HTTP_PORT"), port));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Pools_AllInstancesAndReplicasAtOnce_FitIntoTheDatabase(string file)
    {
        IReadOnlyList<JsonElement> resources = infrastructure.Deployments[file];
        string functions = SiteConfig(file, "appsettings")!.Value.Text("properties")!;
        JsonElement gateway = Gateway(file);
        int instances = Number(resources.Only("Microsoft.Web/sites").Text("properties", "functionAppConfig", "scaleAndConcurrency", "maximumInstanceCount")!);
        int replicas = Number(gateway.Text("properties", "template", "scale", "maxReplicas")!);
        string gatewayDatabase = Setting(gateway.Find("properties", "template", "containers")!.Value[0], "ORCHESTRATOR_DB")!;

        // Each replica listens for events on a connection of its own; the job and an operator need a few.
        int wanted = (instances * PoolSize(functions)) + (replicas * (PoolSize(gatewayDatabase) + 1)) + 10;

        // Defaults of the SKUs, less what Azure keeps for itself.
        int most = resources.Only("Microsoft.DBforPostgreSQL/flexibleServers").Text("sku", "name") switch
        {
            "Standard_B2s" => 414,
            "Standard_D4ds_v5" => 1703,
            var sku => throw new InvalidOperationException($"Say here how many connections {sku} allows."),
        };
        Assert.True(wanted <= most, $"{wanted} connections of {most}");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Hosts_DatabaseIdentities_AreNotItsAdministrator(string file)
    {
        IReadOnlyList<JsonElement> resources = infrastructure.Deployments[file];

        string administrator = resources.Only("Microsoft.DBforPostgreSQL/flexibleServers/administrators").Text("properties", "principalName")!;
        JsonElement job = resources.Only("Microsoft.App/jobs").Find("properties", "template", "containers")!.Value[0];

        Assert.StartsWith("id-migration-", administrator, StringComparison.Ordinal);
        Assert.Contains($"'{administrator}'", Setting(job, "ORCHESTRATOR_DB"), StringComparison.Ordinal);
        Assert.DoesNotContain(
            administrator, Setting(Gateway(file).Find("properties", "template", "containers")!.Value[0], "ORCHESTRATOR_DB"), StringComparison.Ordinal);
        Assert.Equal(2, job.GetProperty("args").EnumerateArray().Count(argument => argument.GetString() == "--host-role"));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void FunctionApp_SignIn_TakesTheTokenThatTheGatewayAsksForAndNoOther(string file)
    {
        JsonElement gateway = Gateway(file).Find("properties", "template", "containers")!.Value[0];
        string scope = Setting(gateway, "ORCHESTRATOR_FUNCTIONS_SCOPE")!;
        if (SiteConfig(file, "authsettingsV2") is not { } signIn)
        {
            Assert.Equal(("dev.bicepparam", ""), (file, scope));
            return;
        }

        string[] entra = ["properties", "identityProviders", "azureActiveDirectory"];
        Assert.Equal("true", signIn.Text("properties", "platform", "enabled"));
        Assert.Equal("true", signIn.Text("properties", "globalValidation", "requireAuthentication"));
        Assert.Equal("Return401", signIn.Text("properties", "globalValidation", "unauthenticatedClientAction"));
        Assert.EndsWith("/.default", scope, StringComparison.Ordinal);
        Assert.Equal(
            [scope[..^"/.default".Length], signIn.Text([.. entra, "registration", "clientId"])],
            signIn.Find([.. entra, "validation", "allowedAudiences"])!.Value.EnumerateArray().Select(audience => audience.GetString()));
        JsonElement callers = signIn.Find([.. entra, "validation", "defaultAuthorizationPolicy", "allowedApplications"])!.Value;
        Assert.Equal(Setting(gateway, "AZURE_CLIENT_ID"), Assert.Single(callers.EnumerateArray()).GetString());
        Assert.Contains("'11111111-1111-1111-1111-111111111111'", signIn.Text([.. entra, "registration", "openIdIssuer"]), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Settings_OfAllHosts_AreDocumented(string file)
    {
        string documented = File.ReadAllText(Path.Combine(CloneRoot.Path, "docs", "settings.md"));
        IEnumerable<string> names = infrastructure.Deployments[file]
            .SelectMany(resource => SettingName.Matches(resource.GetRawText()).Select(match => match.Groups["name"].Value));

        Violations.AssertNone(
            "A setting that a deployment makes is one that docs/settings.md has.",
            names.Where(name => !documented.Contains($"`{name}`", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Alerts_Each_HasASectionOfWhatToDo(string file)
    {
        string operations = File.ReadAllText(Path.Combine(CloneRoot.Path, "docs", "operations.md"));
        string[] alerts =
        [
            .. infrastructure.Deployments[file]
                .Where(resource => resource.Type() is "Microsoft.Insights/scheduledQueryRules" or "Microsoft.Insights/metricAlerts")
                .Select(resource => AlertName.Match(resource.Text("name")!).Groups["name"].Value),
        ];

        Assert.NotEmpty(alerts);
        Violations.AssertNone("docs/operations.md says for each alert what to do.", alerts.Where(alert => !operations.Contains($"`{alert}`", StringComparison.Ordinal)));
    }

    [Fact]
    public void Alerts_TheirParsePattern_IsTheLogLineOfTheFunctionApp()
    {
        string log = File.ReadAllText(Path.Combine(CloneRoot.Path, "functions", "FunctionsLog.cs"));
        int start = log.IndexOf("\"Figures:", StringComparison.Ordinal);
        string template = log[(start + 1)..log.IndexOf("\")]", start, StringComparison.Ordinal)];
        string said = Placeholder.Replace(LineBreak.Replace(template, ""), "?");

        string alerts = File.ReadAllText(Path.Combine(Infrastructure.Folder, "modules", "alerts.bicep"));
        string pattern = Parse.Match(alerts).Groups["pattern"].Value;
        string read = Column.Replace(pattern, "?");

        Assert.Equal(said, read);
    }

    JsonElement? SiteConfig(string file, string name) => infrastructure.Deployments[file]
        .Where(resource => resource.Type() == "Microsoft.Web/sites/config" && resource.Text("name")!.Contains(name, StringComparison.Ordinal))
        .Select(resource => (JsonElement?)resource)
        .SingleOrDefault();

    JsonElement Gateway(string file) => infrastructure.Deployments[file].Only("Microsoft.App/containerApps");

    static string? Setting(JsonElement container, string name) => container.GetProperty("env").EnumerateArray()
        .Single(setting => setting.Text("name") == name).Text("value");

    static int PoolSize(string connectionString) => Number(Pool.Match(connectionString).Groups["size"].Value);

    static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    // The server's name is known after it is made, so the connection string is still an expression: format('...', 'identity', size).
    [GeneratedRegex("'id-(gateway|functions)-[^']+', (?<size>[0-9]+)\\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pool { get; }

    [GeneratedRegex("[\"'](?<name>ORCHESTRATOR_[A-Z0-9_]+)[\"']", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SettingName { get; }

    [GeneratedRegex(@"\{\w+(:\w+)?\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder { get; }

    [GeneratedRegex("\"\\s*\\+\\s*\"", RegexOptions.None, 1000)]
    private static partial Regex LineBreak { get; }

    [GeneratedRegex("^alert-(?<name>.+)-[^-]+-[^-]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AlertName { get; }

    [GeneratedRegex("parse Message with \"(?<pattern>.+?)\" \\*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parse { get; }

    [GeneratedRegex("\" \\w+:\\w+ \"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Column { get; }
}
