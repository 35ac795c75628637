using System.Security.Cryptography;
using Grpc.Core;
using Microsoft.IdentityModel.Tokens;
using Orchestrator.Core.Access;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;

namespace Orchestrator.Gateway.Tests.Security;

public sealed class TokenTests : IAsyncLifetime
{
    LocalIssuer _issuer = null!;
    GatewayHost _gateway = null!;

    public async Task InitializeAsync()
    {
        _issuer = await LocalIssuer.StartAsync();
        _gateway = await GatewayHost.StartAsync(
            services: null,
            ("ORCHESTRATOR_AUTH", "api-key,jwt"),
            ("ORCHESTRATOR_JWT_AUTHORITY", _issuer.Authority),
            ("ORCHESTRATOR_JWT_AUDIENCE", LocalIssuer.Audience));
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _issuer.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CreateTask_WithAProgramsToken_IsByTheProgram(bool web)
    {
        string token = _issuer.Sign([new("roles", new[] { "Orchestrator.Write" }), new("azp", "client-1"), new("sub", "x")]);
        var client = new TaskService.TaskServiceClient(KeyedGateway.With(_gateway, token, web));
        Assert.Equal("api:client-1", (await client.CreateTaskAsync(Requests.Echo())).Task.TriggeredBy);
    }

    [Fact]
    public async Task CreateTask_WithAUsersToken_IsByTheUser()
    {
        string token = _issuer.Sign(
            [new("roles", new[] { "Orchestrator.Write:default" }), new("scp", "access"), new("preferred_username", "ann@example.com")]);
        var client = new TaskService.TaskServiceClient(KeyedGateway.With(_gateway, token));
        Assert.Equal("manual:ann@example.com", (await client.CreateTaskAsync(Requests.Echo())).Task.TriggeredBy);
    }

    [Fact]
    public async Task Watch_WithAToken_Streams()
    {
        var client = new EventService.EventServiceClient(KeyedGateway.With(_gateway, Sign("Orchestrator.Read")));
        using var watcher = new Watcher(client, new WatchRequest());
        Assert.NotNull((await watcher.ReadAsync())!.Heartbeat);
    }

    [Theory]
    [InlineData("Orchestrator.Read", "default", true)]
    [InlineData("Orchestrator.Read", "any", true)]
    [InlineData("orchestrator.read:team-a", "team-a", true)]
    [InlineData("Orchestrator.Read:team-a", "default", false)]
    [InlineData("Orchestrator.Write", "default", false)]
    [InlineData("Reader", "default", false)]
    [InlineData("Orchestrator.", "default", false)]
    public async Task ListTasks_ByRole_IsAllowedWhereTheRoleSaysSo(string role, string @namespace, bool allowed) =>
        Assert.Equal(allowed ? null : "PERMISSION_DENIED", await RefusalOfAsync(Sign(role), @namespace));

    [Fact]
    public async Task Call_WithTokensThatAreNoGood_IsUnauthenticated()
    {
        KeyValuePair<string, object>[] claims = [new("roles", new[] { "Orchestrator.Read" }), new("sub", "x")];
        using RSA foreign = RSA.Create(2048);
        string good = _issuer.Sign(claims);
        string[] bad =
        [
            _issuer.Sign(claims, audience: "api://another"),
            _issuer.Sign(claims, issuer: "https://another.example"),
            _issuer.Sign(claims, age: TimeSpan.FromHours(2)),
            _issuer.Sign(claims, age: TimeSpan.FromHours(-1)),
            _issuer.Sign(claims, key: new RsaSecurityKey(foreign) { KeyId = "key-1" }),
            _issuer.Sign(claims, key: _issuer.PublicKeyAsSecret(), algorithm: SecurityAlgorithms.HmacSha256),
            $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{good.Split('.')[1]}.",
            good[..^8] + "AAAAAAAA",
            "not-a-token",
        ];
        Assert.Null(await RefusalOfAsync(good));
        foreach (string token in bad)
        {
            Assert.Equal("TOKEN_INVALID", await RefusalOfAsync(token));
        }
    }

    [Fact]
    public async Task Call_WithAKey_IsStillTakenBesideTokens() =>
        Assert.Null(await RefusalOfAsync(await KeyedGateway.KeyAsync(_gateway, Permission.Read, ["default"])));

    [Fact]
    public async Task Call_WhileTheIssuerIsOutOfOrder_IsUnavailable()
    {
        _issuer.Answer = 500;
        string token = Sign("Orchestrator.Read");
        CallError error = await CallError.OfAsync(() => ListAsync(token, "default"));
        Assert.Equal((StatusCode.Unavailable, "IDENTITY_PROVIDER_UNAVAILABLE"), (error.Code, error.Info.Type));
    }

    string Sign(params string[] roles) => _issuer.Sign([new("roles", roles), new("sub", "x")]);

    async Task ListAsync(string token, string @namespace) => await _gateway.Tasks.ListTasksAsync(
        new ListTasksRequest { Namespace = @namespace }, new Metadata { { "authorization", $"Bearer {token}" } });

    async Task<string?> RefusalOfAsync(string token, string @namespace = "default")
    {
        try
        {
            await ListAsync(token, @namespace);
            return null;
        }
        catch (RpcException)
        {
            return (await CallError.OfAsync(() => ListAsync(token, @namespace))).Info.Type;
        }
    }
}
