using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace Microsoft.Azure.Functions.Worker.Durable;

/// <summary>What a management request asks for.</summary>
sealed class ManagementRequest(HttpContext http, ManagementAddresses addresses)
{
    public HttpContext Http => http;

    public string InstanceId => Route("instanceId") ?? string.Empty;

    public string? Reason => Query("reason");

    public CancellationToken CancellationToken => http.RequestAborted;

    public bool Cancelled => http.RequestAborted.IsCancellationRequested;

    public string? Route(string name) => http.Request.RouteValues[name] as string;

    public string? Query(string name) => http.Request.Query[name].FirstOrDefault() is { Length: > 0 } value ? value : null;

    public bool Flag(string name, bool otherwise) => Query(name) switch
    {
        null => otherwise,
        var text => bool.TryParse(text, out bool value) ? value : throw Bad(name, text, "true or false"),
    };

    public int? Number(string name) => Query(name) switch
    {
        null => null,
        var text => int.TryParse(text, out int value) && value > 0 ? value : throw Bad(name, text, "a positive number"),
    };

    /// <summary>A time without zone is UTC.</summary>
    public DateTimeOffset? Time(string name) => Query(name) switch
    {
        null => null,
        var text => DateTimeOffset.TryParse(text, null, System.Globalization.DateTimeStyles.AssumeUniversal, out DateTimeOffset value)
            ? value
            : throw Bad(name, text, "a time such as 2026-01-31T12:00:00Z"),
    };

    /// <summary>Several are separated by commas; null: not filtered.</summary>
    public IReadOnlyList<OrchestrationRuntimeStatus>? Statuses()
    {
        string[] names = [.. http.Request.Query["runtimeStatus"].SelectMany(value => (value ?? string.Empty).Split(
            ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        return names.Length == 0 ? null : [.. names.Select(name
            => Enum.TryParse(name, ignoreCase: true, out OrchestrationRuntimeStatus status) && Enum.IsDefined(status)
                ? status
                : throw Bad("runtimeStatus", name, $"one of {string.Join(", ", Enum.GetNames<OrchestrationRuntimeStatus>())}"))];
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

    static FormatException Bad(string name, string text, string expected) => new($"{name}: '{text}' is not {expected}.");
}
