using Orchestrator.Cli.Wording;
using Orchestrator.Core.Chains.Diagrams;
using Spectre.Console;
using V1 = Orchestrator.Protos.V1;

namespace Orchestrator.Cli.Chains;

/// <summary>A chain as a tree: each node once, under its primary parent, with status, duration, a map's progress, and why it failed.</summary>
internal static class ChainTree
{
    const int BarWidth = 20;
    const int MaxError = 60;

    /// <param name="now">Until when what still runs has taken time.</param>
    public static Tree Build(V1.Chain chain, DateTimeOffset now)
    {
        var nodes = chain.Nodes.ToDictionary(node => node.Key);
        ILookup<string, string> parents = chain.Edges.ToLookup(edge => edge.Child, edge => edge.Parent);
        ILookup<string, string> children = chain.Edges.Where(edge => edge.Primary).ToLookup(edge => edge.Parent, edge => edge.Child);

        var tree = new Tree(Title(chain, now)).Guide(TreeGuide.Line);
        foreach (V1.ChainNodeState root in chain.Nodes.Where(node => !parents.Contains(node.Key)))
            Add(tree, root);
        return tree;

        void Add(IHasTreeNodes above, V1.ChainNodeState node)
        {
            TreeNode added = above.AddNode(Label(node, parents[node.Key].Count(), now));
            foreach (string child in children[node.Key])
                Add(added, nodes[child]);
        }
    }

    static Paragraph Title(V1.Chain chain, DateTimeOffset now)
    {
        V1.ChainProgress progress = chain.Progress ?? new V1.ChainProgress();
        int ended = progress.Completed + progress.Failed + progress.Skipped + progress.Cancelled;
        Paragraph title = new Paragraph().Append(chain.Name).Append("  ").Append(WordText.Of(chain.Status), StyleOf(chain.Status));
        if (chain.Suspended)
            title.Append(", suspended", Color.Yellow);
        return title.Append($"  {ended}/{progress.Total}{Took(chain.StartedAt?.ToDateTimeOffset(), chain.CompletedAt?.ToDateTimeOffset(), now)}");
    }

    static Paragraph Label(V1.ChainNodeState node, int parents, DateTimeOffset now)
    {
        Paragraph label = new Paragraph().Append(node.Key).Append("  ").Append(WordText.Of(node.Status), StyleOf(node.Status))
            .Append(Took(node.StartedAt?.ToDateTimeOffset(), node.CompletedAt?.ToDateTimeOffset(), now));
        if (node.Items is { Total: > 0 } items)
        {
            label.Append("  ").Append(Bar(items), Color.Blue).Append($" {items.Total - items.Open}/{items.Total}");
            if (items.Failed > 0)
                label.Append($", {items.Failed} failed", Color.Red);
        }

        if (node.WaitReason != V1.WaitReason.Unspecified)
            label.Append($"  waits for {WordText.Of(node.WaitReason).Replace('_', ' ')}");
        if (node.RetryCount > 0)
            label.Append($"  retry {node.RetryCount}");
        if (parents > 1)
            label.Append($"  after {parents} parents", Color.Grey);
        if (node.ErrorType.Length > 0)
            label.Append($"  {Cut($"{node.ErrorType}: {node.ErrorMessage}")}", Color.Red);
        return label;
    }

    static string Took(DateTimeOffset? started, DateTimeOffset? completed, DateTimeOffset now)
    {
        if (started is not { } from)
            return "";
        TimeSpan taken = (completed ?? now) - from;
        return $"  {DurationWords.Of(taken < TimeSpan.Zero ? TimeSpan.Zero : taken)}";
    }

    static string Bar(V1.MapProgress items)
    {
        int filled = (int)((long)BarWidth * (items.Total - items.Open) / items.Total);
        return new string('█', filled) + new string('░', BarWidth - filled);
    }

    static string Cut(string text)
    {
        string line = text.ReplaceLineEndings(" ");
        return line.Length <= MaxError ? line : $"{line[..(MaxError - 1)]}…";
    }

    static Style StyleOf(V1.TaskStatus status) => status switch
    {
        V1.TaskStatus.Completed or V1.TaskStatus.CompletedWithWarnings or V1.TaskStatus.ResolvedManually => Color.Green,
        V1.TaskStatus.Failed or V1.TaskStatus.Cancelled => Color.Red,
        V1.TaskStatus.Running or V1.TaskStatus.Queued => Color.Yellow,
        _ => Style.Plain,
    };
}
