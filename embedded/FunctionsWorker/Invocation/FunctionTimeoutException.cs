namespace Microsoft.Azure.Functions.Worker.Invocation;

/// <summary>A function ran longer than host.json's <c>functionTimeout</c>; what it does from then on is ignored.</summary>
sealed class FunctionTimeoutException(string function, TimeSpan timeout)
    : TimeoutException($"Timeout value of {timeout} exceeded by function '{function}'.");
