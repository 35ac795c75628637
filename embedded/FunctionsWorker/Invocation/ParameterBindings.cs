using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Declaration;
using Microsoft.Azure.Functions.Worker.Durable;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Invocation;

/// <summary>The sources that parameters have.</summary>
static class ParameterBindings
{
    public static readonly ParameterBinding Context = context => new(context);

    public static readonly ParameterBinding Cancellation = context => new(context.CancellationToken);

    public static readonly ParameterBinding TriggerData = context => new(context.TriggerData);

    public static readonly ParameterBinding OrchestrationContext = context => new(((DurableCall)context.TriggerData).OrchestrationContext);

    public static readonly ParameterBinding EntityDispatcher = context => new(((TaskEntityDispatcher)context.TriggerData).With(context.InstanceServices));

    public static readonly ParameterBinding Input = context => new(((DurableCall)context.TriggerData).Input);

    public static readonly ParameterBinding Request = context => new(((HttpContext)context.TriggerData).Request);

    public static readonly ParameterBinding RequestData = context => new(AspNetCoreHttpRequestData.Of(context, (HttpContext)context.TriggerData));

    public static readonly ParameterBinding DurableClient = context => new(context.InstanceServices.GetRequiredService<FunctionsDurableTaskClient>());

    public static ParameterBinding Constant(object? value) => _ => new(value);

    /// <summary>By name, from what the trigger knows: for a request its route values, then its query.</summary>
    public static ParameterBinding Data(ParameterInfo parameter)
    {
        bool mayBeNull = MayBeNull(parameter);
        return context => Find(context.BindingContext.BindingData, parameter, mayBeNull);
    }

    /// <summary>The body: as text for a string, else as JSON.</summary>
    public static ParameterBinding Body(ParameterInfo parameter)
    {
        bool mayBeNull = MayBeNull(parameter);
        return parameter.ParameterType == typeof(string)
            ? async context => await ReadTextAsync(context)
            : context => ReadJsonAsync(context, parameter, mayBeNull);
    }

    static ValueTask<object?> Find(IReadOnlyDictionary<string, object?> data, ParameterInfo parameter, bool mayBeNull)
    {
        if (data.TryGetValue(parameter.Name!, out object? found) && found is not null)
        {
            try
            {
                return new(SimpleValue.Parse(parameter.ParameterType, Convert.ToString(found, provider: null) ?? string.Empty));
            }
            catch (FormatException e)
            {
                throw new FunctionInputConverterException($"{parameter.Name}: {e.Message}", e);
            }
        }
        return parameter.HasDefaultValue ? new(parameter.DefaultValue)
            : mayBeNull ? default
            : throw new FunctionInputConverterException($"{parameter.Name}: a value is required, in the route or the query.");
    }

    static async Task<string> ReadTextAsync(EmbeddedFunctionContext context)
    {
        using StreamReader reader = new(((HttpContext)context.TriggerData).Request.Body, leaveOpen: true);
        return await reader.ReadToEndAsync(context.CancellationToken);
    }

    static async ValueTask<object?> ReadJsonAsync(EmbeddedFunctionContext context, ParameterInfo parameter, bool mayBeNull)
    {
        Stream body = ((HttpContext)context.TriggerData).Request.Body;
        try
        {
            object? value = await JsonSerializer.DeserializeAsync(body, parameter.ParameterType, Json.OptionsOf(context), context.CancellationToken);
            return value is not null || mayBeNull
                ? value
                : throw new FunctionInputConverterException($"{parameter.Name}: the body must not be null.");
        }
        catch (JsonException e)
        {
            throw new FunctionInputConverterException($"{parameter.Name}: the body is not valid JSON for it: {e.Message}", e);
        }
    }

    static bool MayBeNull(ParameterInfo parameter) => parameter.ParameterType.IsValueType
        ? Nullable.GetUnderlyingType(parameter.ParameterType) is not null
        : new NullabilityInfoContext().Create(parameter).WriteState != NullabilityState.NotNull;
}
