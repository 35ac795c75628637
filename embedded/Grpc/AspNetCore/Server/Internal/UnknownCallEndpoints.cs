using Grpc.Core;
using Grpc.Internal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>The names of the services mapped so far.</summary>
sealed class MappedServices
{
    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);
}

/// <summary>Answers gRPC calls of unknown services and methods with UNIMPLEMENTED.</summary>
static class UnknownCallEndpoints
{
    public const string ConstraintName = "grpcunimplemented";

    public static IEnumerable<IEndpointConventionBuilder> Map<TService>(
        IEndpointRouteBuilder endpoints,
        MappedServices mapped,
        ServerCallHandlerFactory<TService> factory,
        IEnumerable<ServiceMethod> methods)
        where TService : class
    {
        if (!factory.IgnoresUnknownServices && mapped.Names.Count == 0)
        {
            yield return Map(endpoints, "{unimplementedService}", "service", "Service is unimplemented.");
        }

        foreach (string service in methods.Select(method => method.Method.ServiceName).Distinct(StringComparer.Ordinal))
        {
            if (mapped.Names.Add(service) && !factory.IgnoresUnknownMethods)
            {
                yield return Map(endpoints, service, $"method of {service}", "Method is unimplemented.");
            }
        }
    }

    static IEndpointConventionBuilder Map(IEndpointRouteBuilder endpoints, string service, string what, string detail)
    {
        IEndpointConventionBuilder endpoint = endpoints.Map(
            $"{service}/{{unimplementedMethod:{ConstraintName}}}",
            httpContext =>
            {
                if (RequestCheck.IsCorsPreflight(httpContext.Request))
                {
                    httpContext.Response.StatusCode = StatusCodes.Status404NotFound;
                }
                else
                {
                    httpContext.Response.ContentType = GrpcContentType.Grpc;
                    ResponseStatus.Write(httpContext.Response.Headers, new Status(StatusCode.Unimplemented, detail));
                }

                return Task.CompletedTask;
            });
        endpoint.Add(builder => builder.DisplayName = $"gRPC - Unimplemented {what}");
        return endpoint;
    }
}

/// <summary>Matches what claims to be a gRPC call (or asks whether it may be one), so that other requests fall through to 404.</summary>
sealed class GrpcContentTypeConstraint : IRouteConstraint
{
    public bool Match(
        HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        httpContext?.Request is { } request
        && (RequestCheck.IsCorsPreflight(request)
            || (HttpMethods.IsPost(request.Method)
                && (GrpcContentType.Is(GrpcContentType.Grpc, request.ContentType)
                    || GrpcContentType.Is(GrpcContentType.GrpcWeb, request.ContentType)
                    || GrpcContentType.Is(GrpcContentType.GrpcWebText, request.ContentType))));
}
