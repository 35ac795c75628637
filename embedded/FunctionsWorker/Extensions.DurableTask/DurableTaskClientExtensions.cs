using System.Net;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Durable;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Microsoft.Azure.Functions.Worker;

public static class DurableTaskClientExtensions
{
    /// <summary>202 with the instance's management addresses, and where to ask for its status in <c>Location</c>.</summary>
    public static Task<HttpResponseData> CreateCheckStatusResponseAsync(
        this DurableTaskClient client, HttpRequestData request, string instanceId, CancellationToken cancellation = default)
        => client.CreateCheckStatusResponseAsync(request, instanceId, HttpStatusCode.Accepted, cancellation);

    /// <inheritdoc cref="CreateCheckStatusResponseAsync(DurableTaskClient, HttpRequestData, string, CancellationToken)"/>
    public static async Task<HttpResponseData> CreateCheckStatusResponseAsync(
        this DurableTaskClient client,
        HttpRequestData request,
        string instanceId,
        HttpStatusCode statusCode,
        CancellationToken cancellation = default)
    {
        (HttpResponseData response, HttpManagementPayload payload) = Prepare(client, request, instanceId, statusCode);
        await JsonSerializer.SerializeAsync(response.Body, payload, cancellationToken: cancellation);
        return response;
    }

    /// <inheritdoc cref="CreateCheckStatusResponseAsync(DurableTaskClient, HttpRequestData, string, CancellationToken)"/>
    public static HttpResponseData CreateCheckStatusResponse(
        this DurableTaskClient client, HttpRequestData request, string instanceId, CancellationToken cancellation = default)
        => client.CreateCheckStatusResponse(request, instanceId, HttpStatusCode.Accepted, cancellation);

    /// <inheritdoc cref="CreateCheckStatusResponseAsync(DurableTaskClient, HttpRequestData, string, CancellationToken)"/>
    public static HttpResponseData CreateCheckStatusResponse(
        this DurableTaskClient client,
        HttpRequestData request,
        string instanceId,
        HttpStatusCode statusCode,
        CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        (HttpResponseData response, HttpManagementPayload payload) = Prepare(client, request, instanceId, statusCode);
        JsonSerializer.Serialize(response.Body, payload);
        return response;
    }

    /// <param name="client">Another than a [DurableClient] knows neither the host's address nor its key.</param>
    /// <param name="request">Its address is the one that the payload's addresses start with; null: the host's own.</param>
    /// <exception cref="ArgumentException">No instance id.</exception>
    /// <exception cref="InvalidOperationException">No request, and a client that no [DurableClient] gave.</exception>
    public static HttpManagementPayload CreateHttpManagementPayload(this DurableTaskClient client, string instanceId, HttpRequestData? request = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        string? authority = request?.Url.GetLeftPart(UriPartial.Authority);
        if (client is FunctionsDurableTaskClient functionsClient)
            return functionsClient.Addresses.For(instanceId, authority);
        return authority is not null
            ? ManagementAddresses.Of(instanceId, authority, key: null)
            : throw new InvalidOperationException(
                "Failed to create HTTP management payload as base URL is null. " +
                "Either use Functions bindings or provide an HTTP request to create the HttpPayload.");
    }

    static (HttpResponseData Response, HttpManagementPayload Payload) Prepare(
        DurableTaskClient client, HttpRequestData request, string instanceId, HttpStatusCode statusCode)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        HttpManagementPayload payload = client.CreateHttpManagementPayload(instanceId, request);
        HttpResponseData response = request.CreateResponse(statusCode);
        response.Headers.Add("Location", payload.StatusQueryGetUri);
        response.Headers.Add("Content-Type", "application/json");
        return (response, payload);
    }
}
