using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.Web;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Durable;

/// <summary>
/// The Durable HTTP management API, behind the system key. See
/// https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-http-api.
/// </summary>
static class DurableManagementEndpoints
{
    delegate Task<IResult> Operation(DurableTaskClient client, ManagementRequest request);

    /// <summary>Maps nothing for an application without orchestrations.</summary>
    public static void MapDurableManagement(this IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetService<FunctionsDurableTaskClient>() is null)
            return;
        Map(endpoints, HttpMethods.Get, "/instances", InstanceQueries.ListAsync);
        Map(endpoints, HttpMethods.Delete, "/instances", InstancePurges.PurgeManyAsync);
        Map(endpoints, HttpMethods.Get, "/instances/{instanceId}", InstanceQueries.GetAsync);
        Map(endpoints, HttpMethods.Get, "/instances/{instanceId}/history", InstanceHistories.ExportAsync);
        Map(endpoints, HttpMethods.Delete, "/instances/{instanceId}", InstancePurges.PurgeOneAsync);
        Map(endpoints, HttpMethods.Post, "/instances/{instanceId}/raiseEvent/{eventName}", InstanceCommands.RaiseEventAsync);
        Map(endpoints, HttpMethods.Post, "/instances/{instanceId}/terminate", InstanceCommands.TerminateAsync);
        Map(endpoints, HttpMethods.Post, "/instances/{instanceId}/suspend", InstanceCommands.SuspendAsync);
        Map(endpoints, HttpMethods.Post, "/instances/{instanceId}/resume", InstanceCommands.ResumeAsync);
        Map(endpoints, HttpMethods.Post, "/instances/{instanceId}/rewind", InstanceCommands.RewindAsync);
        Map(endpoints, HttpMethods.Post, "/instances/{instanceId}/restart", InstanceStarts.RestartAsync);
        Map(endpoints, HttpMethods.Get, "/entities/{entityName?}", EntityOperations.ListAsync);
        Map(endpoints, HttpMethods.Get, "/entities/{entityName}/{entityKey}", EntityOperations.GetAsync);
        Map(endpoints, HttpMethods.Post, "/entities/{entityName}/{entityKey}", EntityOperations.SignalAsync);
        Map(endpoints, HttpMethods.Delete, "/entities/{entityName}/{entityKey}", EntityOperations.DeleteAsync);
        Map(endpoints, HttpMethods.Post, "/orchestrators/{functionName}/{instanceId?}", InstanceStarts.StartAsync);
        // Another method on one of these paths is 404 as on the real host, not 405.
        endpoints.Map($"{ManagementAddresses.Root}/{{**path}}", () => Results.NotFound()).WithOrder(int.MaxValue);
    }

    static void Map(IEndpointRouteBuilder endpoints, string method, string route, Operation operation)
    {
        IServiceProvider services = endpoints.ServiceProvider;
        DurableTaskClient client = services.GetRequiredService<DurableTaskClient>();
        FunctionKeys keys = services.GetRequiredService<FunctionKeys>();
        ManagementAddresses addresses = services.GetRequiredService<ManagementAddresses>();
        ILogger logger = services.GetRequiredService<ILogger<ManagementAddresses>>();
        endpoints.MapMethods($"{ManagementAddresses.Root}{route}", [method], async http =>
        {
            IResult result = keys.Allows(http.Request, AuthorizationLevel.System)
                ? await RunAsync(operation, client, new(http, addresses), logger)
                : Results.Unauthorized();
            await result.ExecuteAsync(http);
        });
    }

    static async Task<IResult> RunAsync(Operation operation, DurableTaskClient client, ManagementRequest request, ILogger logger)
    {
        try
        {
            return await operation(client, request);
        }
        catch (Exception e) when (!request.Cancelled)
        {
            if (e is not (ArgumentException or FormatException or JsonException or InvalidOperationException))
                FunctionsWorkerLog.ManagementFailed(logger, e, request.Http.Request.Method, request.Http.Request.Path);
            return ManagementErrors.From(e);
        }
    }
}
