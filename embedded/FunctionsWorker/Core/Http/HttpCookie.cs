namespace Microsoft.Azure.Functions.Worker.Http;

public sealed class HttpCookie : IHttpCookie
{
    public HttpCookie(string name, string value) => (Name, Value) = (name, value);

    public string? Domain { get; set; }

    public DateTimeOffset? Expires { get; set; }

    public bool? HttpOnly { get; set; }

    /// <summary>In seconds.</summary>
    public double? MaxAge { get; set; }

    public string Name { get; set; }

    public string? Path { get; set; }

    public SameSite SameSite { get; set; }

    public bool? Secure { get; set; }

    public string Value { get; set; }
}
