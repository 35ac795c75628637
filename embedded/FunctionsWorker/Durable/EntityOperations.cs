using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Microsoft.DurableTask.Entities;

namespace Microsoft.Azure.Functions.Worker.Durable;

/// <summary>Entities over HTTP: state, list, signal. The key <c>$</c> stands for the empty one.</summary>
static class EntityOperations
{
    const string ContinuationHeader = "x-ms-continuation-token";

    /// <summary>200 with the state alone, or 404.</summary>
    public static async Task<IResult> GetAsync(DurableTaskClient client, ManagementRequest request)
        => await client.Entities.GetEntityAsync(IdOf(request), includeState: true, request.CancellationToken) is { IncludesState: true } entity
            ? Results.Text(entity.State.Value, "application/json")
            : Results.NotFound();

    /// <summary>A page, of all entities or of one name; more follow when the answer has a continuation header, which the next request repeats.</summary>
    public static async Task<IResult> ListAsync(DurableTaskClient client, ManagementRequest request)
    {
        string? token = request.Http.Request.Headers[ContinuationHeader].FirstOrDefault();
        EntityQuery query = new()
        {
            InstanceIdStartsWith = request.Route("entityName") is { Length: > 0 } name ? $"@{name}@" : null,
            LastModifiedFrom = request.Time("lastOperationTimeFrom"),
            LastModifiedTo = request.Time("lastOperationTimeTo"),
            IncludeState = request.Flag("fetchState", otherwise: false),
            PageSize = request.Number("top") ?? EntityQuery.DefaultPageSize,
            ContinuationToken = string.IsNullOrEmpty(token) ? null : token,
        };
        await foreach (Page<EntityMetadata> page in client.Entities.GetAllEntitiesAsync(query)
            .AsPages(query.ContinuationToken, query.PageSize).WithCancellation(request.CancellationToken))
        {
            if (page.ContinuationToken is not null)
                request.Http.Response.Headers[ContinuationHeader] = page.ContinuationToken;
            return Results.Json(page.Values.Select(Describe));
        }
        return Results.Json(Array.Empty<object>());
    }

    /// <summary>202: operation <c>op</c>, its input in the body, as JSON or as text.</summary>
    public static async Task<IResult> SignalAsync(DurableTaskClient client, ManagementRequest request)
    {
        string operation = request.Query("op") ?? throw new ArgumentException("The query names no operation: op.", nameof(request));
        await client.Entities.SignalEntityAsync(IdOf(request), operation, await ReadInputAsync(request), options: null, request.CancellationToken);
        return Results.Accepted();
    }

    public static async Task<IResult> DeleteAsync(DurableTaskClient client, ManagementRequest request)
    {
        await client.Entities.SignalEntityAsync(IdOf(request), "delete", request.CancellationToken);
        return Results.Accepted();
    }

    static EntityInstanceId IdOf(ManagementRequest request)
        => new(request.Route("entityName")!, request.Route("entityKey") is "$" ? "" : request.Route("entityKey")!);

    static async Task<object?> ReadInputAsync(ManagementRequest request)
    {
        if (request.Http.Request.HasJsonContentType())
            return await request.ReadJsonAsync();
        using StreamReader reader = new(request.Http.Request.Body, leaveOpen: true);
        return await reader.ReadToEndAsync(request.CancellationToken) is { Length: > 0 } text ? text : null;
    }

    static object Describe(EntityMetadata entity) => new
    {
        entityId = new { name = entity.Id.Name, key = entity.Id.Key },
        lastOperationTime = entity.LastModifiedTime,
        state = entity.IncludesState ? JsonSerializer.Deserialize<JsonElement?>(entity.State.Value) : null,
    };
}
