using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker.Http;

sealed class AspNetCoreHttpCookies : HttpCookies
{
    public List<IHttpCookie> Appended { get; } = [];

    public static CookieOptions OptionsOf(IHttpCookie cookie) => new()
    {
        Domain = cookie.Domain,
        Path = cookie.Path,
        Expires = cookie.Expires,
        MaxAge = cookie.MaxAge is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        HttpOnly = cookie.HttpOnly ?? false,
        Secure = cookie.Secure ?? false,
        SameSite = cookie.SameSite switch
        {
            SameSite.Lax => SameSiteMode.Lax,
            SameSite.Strict => SameSiteMode.Strict,
            SameSite.ExplicitNone => SameSiteMode.None,
            _ => SameSiteMode.Unspecified,
        },
    };

    public override void Append(string name, string value) => Append(new HttpCookie(name, value));

    public override void Append(IHttpCookie cookie)
    {
        ArgumentNullException.ThrowIfNull(cookie);
        Appended.Add(cookie);
    }

    public override IHttpCookie CreateNew() => new HttpCookie(string.Empty, string.Empty);
}
