using Microsoft.Net.Http.Headers;
using Orchestrator.Core.Access;

namespace Orchestrator.Gateway.Security;

/// <summary>What a request proves itself with: <c>authorization: Bearer ...</c>, or a key in <c>x-api-key</c>.</summary>
static class BearerCredential
{
    public const string KeyHeader = "x-api-key";
    const string Scheme = "Bearer ";

    public static string? KeyOf(HttpRequest request) =>
        request.Headers.TryGetValue(KeyHeader, out var key) ? key.ToString()
        : BearerOf(request) is { } bearer && bearer.StartsWith(ApiKeyText.Start, StringComparison.Ordinal) ? bearer
        : null;

    public static bool HasToken(HttpRequest request) =>
        BearerOf(request) is { } bearer && !bearer.StartsWith(ApiKeyText.Start, StringComparison.Ordinal);

    static string? BearerOf(HttpRequest request) =>
        request.Headers.TryGetValue(HeaderNames.Authorization, out var header)
        && header.ToString() is var value && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? value[Scheme.Length..].Trim()
            : null;
}
