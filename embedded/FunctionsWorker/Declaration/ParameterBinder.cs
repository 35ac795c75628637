using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Microsoft.Azure.Functions.Worker.Declaration;

/// <summary>Finds where each parameter of one function gets its value from.</summary>
sealed class ParameterBinder(TriggerKind kind, ParameterInfo trigger, bool aspNetCore)
{
    /// <summary>Of the orchestrator's or activity's input, once its parameter was seen.</summary>
    public Type? InputType { get; private set; }

    /// <returns>Null, with a reason, when nothing can give the parameter a value.</returns>
    public ParameterBinding? Bind(ParameterInfo parameter, out string? reason)
    {
        reason = null;
        Type type = parameter.ParameterType;
        if (type.IsByRef)
            return Refuse("'ref', 'in' and 'out' are not supported", out reason);
        if (parameter.GetCustomAttribute<DurableClientAttribute>() is not null)
            return type == typeof(DurableTaskClient)
                ? ParameterBindings.DurableClient
                : Refuse($"[DurableClient] needs a '{typeof(DurableTaskClient)}'", out reason);
        if (type == typeof(FunctionContext))
            return ParameterBindings.Context;
        if (type == typeof(CancellationToken))
            return ParameterBindings.Cancellation;
        bool isTrigger = parameter == trigger;
        return kind switch
        {
            TriggerKind.Http => BindHttp(parameter, isTrigger, out reason),
            TriggerKind.Timer when isTrigger => type == typeof(TimerInfo)
                ? ParameterBindings.TriggerData
                : Refuse($"[TimerTrigger] needs a '{typeof(TimerInfo)}'", out reason),
            TriggerKind.Orchestration when isTrigger => type == typeof(TaskOrchestrationContext)
                ? ParameterBindings.OrchestrationContext
                : Refuse($"[OrchestrationTrigger] needs a '{typeof(TaskOrchestrationContext)}'", out reason),
            TriggerKind.Orchestration when InputType is null => BindInput(parameter, out reason),
            TriggerKind.Entity when isTrigger => type == typeof(TaskEntityDispatcher)
                ? ParameterBindings.EntityDispatcher
                : Refuse($"[EntityTrigger] needs a '{typeof(TaskEntityDispatcher)}'", out reason),
            TriggerKind.Activity when isTrigger => BindInput(parameter, out reason),
            TriggerKind.Activity => BindData(parameter, out reason),
            _ => Optional(parameter, out reason),
        };
    }

    ParameterBinding? BindHttp(ParameterInfo parameter, bool isTrigger, out string? reason)
    {
        Type type = parameter.ParameterType;
        if (type == typeof(HttpRequestData))
        {
            reason = null;
            return ParameterBindings.RequestData;
        }
        if (type == typeof(HttpRequest) || type == typeof(HttpContext))
        {
            reason = "call ConfigureFunctionsWebApplication() on the builder to use ASP.NET Core's types";
            return !aspNetCore ? null : type == typeof(HttpRequest) ? ParameterBindings.Request : ParameterBindings.TriggerData;
        }
        if (isTrigger || parameter.GetCustomAttribute<FromBodyAttribute>() is not null)
        {
            reason = "a body is read into a class, record, list, JSON type or string";
            return Unfillable(type) ? null : ParameterBindings.Body(parameter);
        }
        return BindData(parameter, out reason);
    }

    ParameterBinding? BindInput(ParameterInfo parameter, out string? reason)
    {
        if (Unfillable(parameter.ParameterType))
            return Refuse("an input is a value that JSON can give", out reason);
        InputType = parameter.ParameterType;
        reason = null;
        return ParameterBindings.Input;
    }

    /// <summary>From what the trigger knows by name; a simple type, since that comes as text.</summary>
    static ParameterBinding? BindData(ParameterInfo parameter, out string? reason)
    {
        reason = null;
        return SimpleValue.IsSimple(parameter.ParameterType)
            ? ParameterBindings.Data(parameter)
            : Optional(parameter, out reason);
    }

    static ParameterBinding? Optional(ParameterInfo parameter, out string? reason)
    {
        reason = null;
        return parameter.HasDefaultValue
            ? ParameterBindings.Constant(parameter.DefaultValue)
            : Refuse("nothing in this function's trigger gives it a value; inject services through the constructor", out reason);
    }

    static bool Unfillable(Type type)
        => type.IsPointer || typeof(Delegate).IsAssignableFrom(type) || typeof(TaskActivityContext).IsAssignableFrom(type)
            || typeof(TaskOrchestrationContext).IsAssignableFrom(type) || typeof(DurableTaskClient).IsAssignableFrom(type)
            || typeof(IServiceProvider).IsAssignableFrom(type) || typeof(HttpContext).IsAssignableFrom(type) || typeof(HttpRequest).IsAssignableFrom(type);

    static ParameterBinding? Refuse(string why, out string? reason)
    {
        reason = why;
        return null;
    }
}
