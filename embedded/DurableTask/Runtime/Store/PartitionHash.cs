namespace Microsoft.DurableTask.Runtime.Store;

/// <summary>Which partition an instance id belongs to (FNV-1a over its UTF-16 units); the same in every process and for ever.</summary>
internal static class PartitionHash
{
    public static int PartitionOf(string instanceId, int partitions)
    {
        if (partitions == 1) return 0;
        uint hash = 2166136261;
        foreach (char unit in instanceId) hash = (hash ^ unit) * 16777619;
        return (int)(hash % (uint)partitions);
    }
}
