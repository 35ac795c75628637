using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Gateway.Tests.Hosting;
using Orchestrator.Protos.V1;
using Task = System.Threading.Tasks.Task;
using TaskStatus = Orchestrator.Protos.V1.TaskStatus;

namespace Orchestrator.Gateway.Tests.Functions;

/// <summary>What the gateway proves itself with to the function app; tokens come from a stand-in for Entra.</summary>
public sealed class FunctionHostTokenTests
{
    [Fact]
    public async Task CreateTask_WithAScope_SendsTokenAndKey()
    {
        var credential = new StandInCredential("entra-token");
        await using GatewayHost gateway = await StartAsync(credential);
        await gateway.Tasks.CreateTaskAsync(Requests.Echo());
        await gateway.Tasks.CreateTaskAsync(Requests.Echo());
        Assert.All(gateway.Functions.Requests, request => Assert.Equal(GatewayHost.FunctionKey, request.Key));
        Assert.Equal(["Bearer entra-token", "Bearer entra-token"], gateway.Functions.Authorizations);
        Assert.Equal(["api://functions/.default"], credential.Scopes);
    }

    [Fact]
    public async Task CreateTask_NoTokenToBeHad_GoesWithTheKeyAlone()
    {
        await using GatewayHost gateway = await StartAsync(new StandInCredential(token: null));
        Assert.Equal(TaskStatus.Queued, (await gateway.Tasks.CreateTaskAsync(Requests.Echo())).Task.Status);
        Assert.Equal([""], gateway.Functions.Authorizations);
    }

    [Fact]
    public async Task CreateTask_NeitherTokenNorKey_WaitsForAWorker()
    {
        await using GatewayHost gateway = await StartAsync(new StandInCredential(token: null), ("ORCHESTRATOR_FUNCTION_KEY", ""));
        Protos.V1.Task task = (await gateway.Tasks.CreateTaskAsync(Requests.Echo())).Task;
        Assert.Equal((TaskStatus.Pending, WaitReason.Worker), (task.Status, task.WaitReason));
        Assert.Empty(gateway.Functions.Requests);
    }

    static Task<GatewayHost> StartAsync(TokenCredential credential, params (string, string)[] settings) => GatewayHost.StartAsync(
        services => services.AddSingleton(credential), [("ORCHESTRATOR_FUNCTIONS_SCOPE", "api://functions/.default"), .. settings]);

    /// <summary>Stands in for Entra; Azure itself is not reached.</summary>
    sealed class StandInCredential(string? token) : TokenCredential
    {
        public List<string> Scopes { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes.AddRange(requestContext.Scopes);
            return token is null
                ? throw new AuthenticationFailedException("the stand-in was told to fail")
                : new AccessToken(token, DateTimeOffset.UtcNow.AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
