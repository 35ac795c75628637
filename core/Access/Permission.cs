namespace Orchestrator.Core.Access;

/// <summary>What a caller may do in a namespace. Each stands for itself: who may operate may not read for that.</summary>
[Flags]
public enum Permission
{
    None = 0,

    /// <summary>See tasks, chains, templates and their events.</summary>
    Read = 1,

    /// <summary>Make new work: create, instantiate, publish, annotate.</summary>
    Write = 2,

    /// <summary>Change what runs or has run: cancel, retry, resolve, decide, suspend, resume.</summary>
    Operate = 4,

    /// <summary>Change the rules for everybody in the namespace: which templates can be started.</summary>
    Administer = 8,
}
