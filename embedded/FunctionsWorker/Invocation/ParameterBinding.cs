namespace Microsoft.Azure.Functions.Worker.Invocation;

/// <summary>Gives one parameter its value for one invocation.</summary>
/// <exception cref="FunctionInputConverterException">The invocation has none, or none of the right type.</exception>
delegate ValueTask<object?> ParameterBinding(EmbeddedFunctionContext context);
