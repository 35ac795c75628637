using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server;

public class InterceptorRegistration
{
    readonly Lazy<ObjectFactory> _factory;
    readonly object[] _arguments;
    readonly Lazy<Type> _activatorType;

    internal InterceptorRegistration(Type type, object[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        Type = type;
        _arguments = arguments;
        _factory = new(() => ActivatorUtilities.CreateFactory(type, [.. arguments.Select(argument => argument.GetType())]));
        _activatorType = new(() => typeof(IGrpcInterceptorActivator<>).MakeGenericType(type));
    }

    public Type Type { get; }

    public IReadOnlyList<object> Arguments => _arguments;

    internal IGrpcInterceptorActivator GetActivator(IServiceProvider services) =>
        (IGrpcInterceptorActivator)services.GetRequiredService(_activatorType.Value);

    internal object CreateInstance(IServiceProvider services) => _factory.Value(services, _arguments);
}
