namespace Microsoft.Azure.Functions.Worker;

public class FunctionWorkerException : Exception
{
    internal FunctionWorkerException()
    {
    }

    public FunctionWorkerException(string message)
        : base(message)
    {
    }

    public FunctionWorkerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
