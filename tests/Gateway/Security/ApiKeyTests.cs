using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orchestrator.Core.Access;
using Orchestrator.Database.Repositories.Access;
using Orchestrator.Gateway.Security.ApiKeys;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Orchestrator.Tests.Support;
using Task = System.Threading.Tasks.Task;

namespace Orchestrator.Gateway.Tests.Security;

public sealed class ApiKeyTests : IAsyncLifetime
{
    readonly VirtualTimeProvider _time = new(DateTimeOffset.UtcNow);
    CountingStore? _store;
    GatewayHost _gateway = null!;

    public async Task InitializeAsync() => _gateway = await GatewayHost.StartAsync(
        services =>
        {
            services.AddSingleton<TimeProvider>(_time);
            services.AddSingleton<IApiKeyStore>(provider =>
                _store = new CountingStore(new ApiKeyStore(provider.GetRequiredService<NpgsqlDataSource>())));
        },
        ("ORCHESTRATOR_AUTH", "api-key"));

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CreateTask_WithAKey_IsByItsClient(bool web)
    {
        string key = await KeyedGateway.KeyAsync(_gateway, Permission.Write, ["default"], "billing");
        var client = new TaskService.TaskServiceClient(KeyedGateway.With(_gateway, key, web));
        Assert.Equal("api:billing", (await client.CreateTaskAsync(Requests.Echo())).Task.TriggeredBy);
    }

    [Theory]
    [InlineData("x-api-key", "")]
    [InlineData("authorization", "bearer ")]
    public async Task ListTasks_KeyInEitherHeader_IsTaken(string header, string before)
    {
        string key = await KeyedGateway.KeyAsync(_gateway, Permission.Read, ["*"]);
        await _gateway.Tasks.ListTasksAsync(new ListTasksRequest { Namespace = "any" }, new Metadata { { header, before + key } });
    }

    [Fact]
    public async Task Call_WithoutAKey_IsToldWhatToSend()
    {
        CallError error = await CallError.OfAsync(() => _gateway.Tasks.CreateTaskAsync(Requests.Echo()).ResponseAsync);
        Assert.Equal((StatusCode.Unauthenticated, "CREDENTIALS_MISSING"), (error.Code, error.Info.Type));
        Assert.Contains("x-api-key", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, await _gateway.CountTasksAsync());
    }

    [Fact]
    public async Task Watch_WithoutAKey_IsUnauthenticated()
    {
        using AsyncServerStreamingCall<WatchResponse> call = _gateway.Events.Watch(new WatchRequest());
        CallError error = await CallError.OfAsync(() => call.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(StatusCode.Unauthenticated, error.Code);
    }

    [Theory]
    [InlineData("orc_000000000000_0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("orc_")]
    [InlineData("orc_00000000000G_00")]
    public async Task Call_WithAnUnknownKey_IsUnauthenticated(string key) => Assert.Equal("KEY_UNKNOWN", await RefusalOfAsync(key));

    [Fact]
    public async Task Call_WithTheRightPrefixAndAnotherSecret_IsUnauthenticated()
    {
        string key = await KeyedGateway.KeyAsync(_gateway, Permission.Read, ["default"]);
        string forged = key[..^1] + (key[^1] == '0' ? '1' : '0');
        Assert.Equal("KEY_UNKNOWN", await RefusalOfAsync(forged));
        Assert.Null(await RefusalOfAsync(key));
        Assert.Equal("KEY_UNKNOWN", await RefusalOfAsync(forged));
    }

    [Fact]
    public async Task Call_OnceTheKeyHasExpired_IsUnauthenticated()
    {
        string key = await KeyedGateway.KeyAsync(_gateway, Permission.Read, ["default"], expires: _time.GetUtcNow().AddMinutes(5));
        Assert.Null(await RefusalOfAsync(key));
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal("KEY_EXPIRED", await RefusalOfAsync(key));
    }

    [Fact]
    public async Task Call_AfterTheKeyWasRevoked_IsUnauthenticatedAtOnce()
    {
        string key = await KeyedGateway.KeyAsync(_gateway, Permission.Read, ["default"]);
        Assert.Null(await RefusalOfAsync(key));
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        string? refusal = null;

        // The clock stands, so nothing that is remembered ages. Told again until the gateway has begun to listen.
        while (refusal is null)
        {
            await _store!.RevokeAsync(ApiKeyText.Read(key)!.Prefix, deadline.Token);
            refusal = await RefusalOfAsync(key);
        }

        Assert.Equal("KEY_REVOKED", refusal);
    }

    [Fact]
    public async Task Call_TheNewsOfItsRevocationIsLost_IsUnauthenticatedOnceTheKeyIsReadAgain()
    {
        string key = await KeyedGateway.KeyAsync(_gateway, Permission.Read, ["default"]);
        Assert.Null(await RefusalOfAsync(key));
        Assert.Equal(1, await _gateway.QueryAsync<int>(
            "WITH r AS (UPDATE orchestrator.api_keys SET revoked_at = clock_timestamp() WHERE prefix = $1 RETURNING 1 AS n) SELECT n FROM r",
            ApiKeyText.Read(key)!.Prefix));
        Assert.Null(await RefusalOfAsync(key));
        _time.Advance(KnownKeys.Lifetime);
        Assert.Equal("KEY_REVOKED", await RefusalOfAsync(key));
    }

    [Fact]
    public async Task Call_WithAKeyInUse_ReadsNoRowOfIt()
    {
        string key = await KeyedGateway.KeyAsync(_gateway, Permission.Read, ["default"]);
        for (int i = 0; i < 20; i++)
        {
            Assert.Null(await RefusalOfAsync(key));
        }

        Assert.Equal((1, 1), (_store!.Finds, _store.Marks));
        Assert.True(await _gateway.QueryAsync<bool>(
            "SELECT last_used_at IS NOT NULL FROM orchestrator.api_keys WHERE prefix = $1", ApiKeyText.Read(key)!.Prefix));
    }

    [Fact]
    public async Task Call_WithManyUnknownKeys_IsNotLookedUpAnyMoreWhileKeysInUseStillWork()
    {
        string key = await KeyedGateway.KeyAsync(_gateway, Permission.Read, ["default"]);
        Assert.Null(await RefusalOfAsync(key));
        string? last = null;
        for (int i = 0; i < FailedAttempts.PerMinute * 3 && last != "RATE_EXCEEDED"; i++)
        {
            last = await RefusalOfAsync(ApiKeyText.Create().Key);
        }

        Assert.Equal("RATE_EXCEEDED", last);
        Assert.Null(await RefusalOfAsync(key));
    }

    [Fact]
    public async Task KeyTable_HoldsNoKey()
    {
        string key = await KeyedGateway.KeyAsync(_gateway, Permission.Read, ["default"]);
        string row = await _gateway.QueryAsync<string>("SELECT k::text FROM orchestrator.api_keys AS k WHERE prefix = $1", ApiKeyText.Read(key)!.Prefix);
        Assert.DoesNotContain(key[^64..], row, StringComparison.Ordinal);
    }

    // Null: the call went through.
    async Task<string?> RefusalOfAsync(string key)
    {
        try
        {
            await _gateway.Tasks.ListTasksAsync(new ListTasksRequest(), new Metadata { { "authorization", $"Bearer {key}" } });
            return null;
        }
        catch (RpcException)
        {
            return (await CallError.OfAsync(() => _gateway.Tasks.ListTasksAsync(
                new ListTasksRequest(), new Metadata { { "authorization", $"Bearer {key}" } }).ResponseAsync)).Info.Type;
        }
    }

    sealed class CountingStore(IApiKeyStore store) : IApiKeyStore
    {
        int _finds;
        int _marks;

        public int Finds => _finds;

        public int Marks => _marks;

        public Task<StoredApiKey?> FindAsync(string prefix, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _finds);
            return store.FindAsync(prefix, cancellationToken);
        }

        public Task MarkUsedAsync(Guid id, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _marks);
            return store.MarkUsedAsync(id, cancellationToken);
        }

        public Task<ApiKey> AddAsync(NewApiKey key, ApiKeyText text, CancellationToken cancellationToken) =>
            store.AddAsync(key, text, cancellationToken);

        public Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken) => store.ListAsync(cancellationToken);

        public Task<ApiKey?> RevokeAsync(string prefix, CancellationToken cancellationToken) => store.RevokeAsync(prefix, cancellationToken);
    }
}
