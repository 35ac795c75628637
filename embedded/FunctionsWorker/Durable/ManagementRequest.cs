using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace Microsoft.Azure.Functions.Worker.Durable;

/// <summary>What a management request asks for. As with the real extension, a parameter that cannot be read counts as not given.</summary>
sealed class ManagementRequest(HttpContext http, ManagementAddresses addresses)
{
    public HttpContext Http => http;

    public string InstanceId => Route("instanceId") ?? string.Empty;

    public string? Reason => Query("reason");

    public CancellationToken CancellationToken => http.RequestAborted;

    public bool Cancelled => http.RequestAborted.IsCancellationRequested;

    public string? Route(string name) => http.Request.RouteValues[name] as string;

    public string? Query(string name) => http.Request.Query[name].FirstOrDefault() is { Length: > 0 } value ? value : null;

    public bool Flag(string name, bool otherwise) => bool.TryParse(Query(name), out bool value) ? value : otherwise;

    /// <summary>Above 0.</summary>
    public int? Number(string name)
        => int.TryParse(Query(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) && value > 0 ? value : null;

    public TimeSpan? Seconds(string name)
        => double.TryParse(Query(name), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value is >= 0 and < 1e9
            ? TimeSpan.FromSeconds(value)
            : null;

    /// <summary>A time without zone is UTC.</summary>
    public DateTimeOffset? Time(string name)
        => DateTimeOffset.TryParse(Query(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset value) ? value : null;

    /// <summary>Several are separated by commas; null: not filtered.</summary>
    public IReadOnlyList<OrchestrationRuntimeStatus>? Statuses()
    {
        List<OrchestrationRuntimeStatus> statuses = [];
        foreach (string name in http.Request.Query["runtimeStatus"].SelectMany(value => (value ?? string.Empty).Split(',')))
        {
            if (Enum.TryParse(name.Trim(), ignoreCase: true, out OrchestrationRuntimeStatus status) && Enum.IsDefined(status))
                statuses.Add(status);
        }
        return statuses.Count == 0 ? null : statuses;
    }

    /// <returns>Null for an empty body.</returns>
    /// <exception cref="JsonException">The body is not JSON.</exception>
    public async Task<JsonElement?> ReadJsonAsync()
    {
        using MemoryStream body = new();
        await http.Request.Body.CopyToAsync(body, CancellationToken);
        return body.Length == 0 ? null : JsonSerializer.Deserialize<JsonElement>(body.ToArray());
    }

    public HttpManagementPayload Addresses(string instanceId)
        => addresses.For(instanceId, $"{http.Request.Scheme}://{http.Request.Host}");
}
