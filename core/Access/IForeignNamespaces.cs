namespace Orchestrator.Core.Access;

/// <summary>Whether what is asked for may look into another namespace than its own.</summary>
public interface IForeignNamespaces
{
    /// <summary>Fails for who may not read the namespace, the same whether it exists or not; before anything in it is looked for.</summary>
    void DemandRead(string @namespace);
}
