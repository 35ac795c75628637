using System.Net;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Kept in memory until the function has returned it, so that status and headers may change to the last.</summary>
sealed class AspNetCoreHttpResponseData(FunctionContext functionContext) : HttpResponseData(functionContext)
{
    readonly AspNetCoreHttpCookies _cookies = new();

    public override HttpStatusCode StatusCode { get; set; } = HttpStatusCode.OK;

    public override HttpHeadersCollection Headers { get; set; } = [];

    public override Stream Body { get; set; } = new MemoryStream();

    public override HttpCookies Cookies => _cookies;

    /// <summary>Sends what the function made.</summary>
    public async Task WriteToAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        response.StatusCode = (int)StatusCode;
        foreach ((string name, IEnumerable<string> values) in Headers)
            response.Headers.Append(name, values.ToArray());
        foreach (IHttpCookie cookie in _cookies.Appended)
            response.Cookies.Append(cookie.Name, cookie.Value, AspNetCoreHttpCookies.OptionsOf(cookie));
        if (Body.CanSeek)
            Body.Position = 0;
        await Body.CopyToAsync(response.Body, cancellationToken);
    }
}
