using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Orchestrator.Core.Validation;

namespace Orchestrator.Functions.Http;

/// <summary>Reads the bodies of the HTTP triggers: small JSON or nothing.</summary>
static class RequestBody
{
    internal const int BytesMax = 256 * 1024;

    /// <returns>Null for an empty body.</returns>
    /// <exception cref="InvalidRequestException">Not JSON, or longer than 256 KiB.</exception>
    public static async Task<JsonElement?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        byte[] chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, cancellationToken)) > 0)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > BytesMax)
            {
                throw new InvalidRequestException("body", $"must not be longer than {BytesMax} bytes");
            }
        }

        if (buffer.Length == 0)
        {
            return null;
        }

        try
        {
            return JsonElement.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        }
        catch (JsonException e)
        {
            throw new InvalidRequestException("body", $"must be JSON: {e.Message}");
        }
    }

    /// <exception cref="InvalidRequestException">The body is missing or of another form.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return (await ReadAsync(request, cancellationToken))?.Deserialize<T>(JsonSerializerOptions.Web)
                ?? throw new InvalidRequestException("body", "is missing");
        }
        catch (JsonException e)
        {
            throw new InvalidRequestException("body", e.Message);
        }
    }
}
