using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>A view of ASP.NET Core's request.</summary>
sealed class AspNetCoreHttpRequestData(FunctionContext functionContext, HttpContext http) : HttpRequestData(functionContext)
{
    public override Stream Body => http.Request.Body;

    public override HttpHeadersCollection Headers => field ??= new(http.Request.Headers.Select(
        header => KeyValuePair.Create<string, IEnumerable<string>>(header.Key, header.Value.OfType<string>().ToArray())));

    public override IReadOnlyCollection<IHttpCookie> Cookies
        => field ??= [.. http.Request.Cookies.Select(cookie => new HttpCookie(cookie.Key, cookie.Value))];

    public override Uri Url => field ??= new(http.Request.GetEncodedUrl());

    public override IEnumerable<ClaimsIdentity> Identities => http.User.Identities;

    public override string Method => http.Request.Method;

    public static HttpRequestData Of(FunctionContext context, HttpContext http)
    {
        if (context.Features.Get<HttpRequestData>() is { } existing)
            return existing;
        AspNetCoreHttpRequestData request = new(context, http);
        context.Features.Set<HttpRequestData>(request);
        return request;
    }

    public override HttpResponseData CreateResponse() => new AspNetCoreHttpResponseData(FunctionContext);
}
