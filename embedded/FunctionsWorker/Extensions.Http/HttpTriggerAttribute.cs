using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    public HttpTriggerAttribute()
        : this(AuthorizationLevel.Function)
    {
    }

    public HttpTriggerAttribute(params string[] methods)
        : this(AuthorizationLevel.Function, methods)
    {
    }

    public HttpTriggerAttribute(AuthorizationLevel authLevel) => AuthLevel = authLevel;

    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        ArgumentNullException.ThrowIfNull(methods);
        (AuthLevel, Methods) = (authLevel, methods);
    }

    /// <summary>A route template below the route prefix, constraints included; null: the function's name.</summary>
    public string? Route { get; set; }

    /// <summary>Null or empty: every method.</summary>
    public string[]? Methods { get; }

    public AuthorizationLevel AuthLevel { get; }
}
