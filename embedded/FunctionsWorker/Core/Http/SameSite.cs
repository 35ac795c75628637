namespace Microsoft.Azure.Functions.Worker.Http;

public enum SameSite
{
    /// <summary>The attribute is not sent.</summary>
    None,
    Lax,
    Strict,

    /// <summary><c>SameSite=None</c> is sent.</summary>
    ExplicitNone,
}
