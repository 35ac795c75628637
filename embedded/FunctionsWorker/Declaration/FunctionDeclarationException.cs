namespace Microsoft.Azure.Functions.Worker.Declaration;

/// <summary>Functions are declared in a way that cannot run; the message lists every fault with its method.</summary>
sealed class FunctionDeclarationException(IReadOnlyList<string> faults)
    : InvalidOperationException($"{faults.Count} function declaration fault(s):{string.Concat(faults.Select(fault => $"\n  {fault}"))}")
{
    public IReadOnlyList<string> Faults { get; } = faults;
}
