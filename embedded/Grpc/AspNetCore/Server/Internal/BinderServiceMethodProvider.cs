using System.Reflection;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Finds methods through the <c>BindService</c> that Grpc.Tools generates beside a service's base class.</summary>
sealed class BinderServiceMethodProvider<TService> : IServiceMethodProvider<TService>
    where TService : class
{
    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<TService> context)
    {
        for (Type? type = typeof(TService); type is not null; type = type.BaseType)
        {
            if (type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is { } bind)
            {
                MethodInfo bindService = bind.BindType.GetMethod(
                    bind.BindMethodName, BindingFlags.Public | BindingFlags.Static, [typeof(ServiceBinderBase), type])
                    ?? throw new InvalidOperationException(
                        $"{bind.BindType} has no method {bind.BindMethodName}(ServiceBinderBase, {type.Name}).");
                bindService.Invoke(null, [new MethodBinder<TService>(context), null]);
                return;
            }
        }
    }
}
