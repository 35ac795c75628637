namespace Grpc.Internal;

static class GrpcContentType
{
    public const string Grpc = "application/grpc";
    public const string GrpcWeb = "application/grpc-web";
    public const string GrpcWebText = "application/grpc-web-text";

    /// <summary>Whether <paramref name="actual"/> is the type, alone or with a suffix (<c>+proto</c>) or parameters.</summary>
    public static bool Is(string expected, string? actual) =>
        actual is not null
        && actual.StartsWith(expected, StringComparison.OrdinalIgnoreCase)
        && (actual.Length == expected.Length || actual[expected.Length] is ';' or '+');
}
