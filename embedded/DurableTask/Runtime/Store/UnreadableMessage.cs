namespace Microsoft.DurableTask.Runtime.Store;

/// <summary>A stored message that this program cannot read: put aside as it is.</summary>
internal sealed record UnreadableMessage(string InstanceId, byte[] Bytes, string Reason) : Message(InstanceId);
