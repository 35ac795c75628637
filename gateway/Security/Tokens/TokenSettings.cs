namespace Orchestrator.Gateway.Security.Tokens;

/// <summary>Whose tokens are taken, and how they name namespaces.</summary>
/// <param name="Authority"><c>ORCHESTRATOR_JWT_AUTHORITY</c>: its <c>.well-known/openid-configuration</c> has issuer and keys.</param>
/// <param name="Audiences"><c>ORCHESTRATOR_JWT_AUDIENCE</c>: any of these, separated by commas.</param>
/// <param name="Issuers"><c>ORCHESTRATOR_JWT_ISSUER</c>: instead of the authority's own, separated by commas; empty: its own.</param>
/// <param name="NamespaceClaim">
/// <c>ORCHESTRATOR_JWT_NAMESPACE_CLAIM</c>: the claim that lists the namespaces of roles that name none; null: such roles hold in
/// every namespace.
/// </param>
sealed record TokenSettings(Uri Authority, IReadOnlyList<string> Audiences, IReadOnlyList<string> Issuers, string? NamespaceClaim)
{
    public const string AuthorityName = "ORCHESTRATOR_JWT_AUTHORITY";
    public const string AudienceName = "ORCHESTRATOR_JWT_AUDIENCE";
    public const string IssuerName = "ORCHESTRATOR_JWT_ISSUER";
    public const string NamespaceClaimName = "ORCHESTRATOR_JWT_NAMESPACE_CLAIM";

    /// <exception cref="InvalidOperationException">A setting is missing or malformed; the message names it.</exception>
    public static TokenSettings Read(IConfiguration configuration)
    {
        // Over plain HTTP anybody on the way could put in keys of their own; on this machine there is no way.
        if (!Uri.TryCreate(configuration[AuthorityName], UriKind.Absolute, out Uri? authority)
            || !(authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback)))
        {
            throw new InvalidOperationException(
                $"{AuthorityName} must be the https address of the token issuer, such as https://login.microsoftonline.com/<tenant>/v2.0");
        }

        string[] audiences = List(configuration[AudienceName]);
        return audiences.Length > 0
            ? new TokenSettings(
                authority,
                audiences,
                List(configuration[IssuerName]),
                configuration[NamespaceClaimName] is { Length: > 0 } claim ? claim : null)
            : throw new InvalidOperationException($"{AudienceName} must name this gateway as its tokens do, such as api://<application id>");
    }

    static string[] List(string? text) =>
        (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
