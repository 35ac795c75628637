namespace Microsoft.Azure.Functions.Worker.Declaration;

enum TriggerKind
{
    Http,
    Timer,
    Orchestration,
    Activity,
    Entity,
}
