namespace Microsoft.Azure.Functions.Worker;

/// <summary>An invocation gave no value, or none of the right type, for a function's parameter.</summary>
public class FunctionInputConverterException : FunctionWorkerException
{
    internal FunctionInputConverterException()
    {
    }

    public FunctionInputConverterException(string message)
        : base(message)
    {
    }

    public FunctionInputConverterException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
