namespace Orchestrator.Docker.Tests.Files;

/// <summary>A Dockerfile by its stages. Read as BuildKit does as far as ours go: comments, continued lines, exec and shell form.</summary>
sealed record Dockerfile(string Name, IReadOnlyList<Stage> Stages)
{
    public Stage Final => Stages[^1];

    public static Dockerfile Parse(string name, string text)
    {
        var stages = new List<Stage>();
        foreach (string line in Join(text))
        {
            (string keyword, string rest) = Cut(line);
            if (keyword.Equals("FROM", StringComparison.OrdinalIgnoreCase))
            {
                string[] words = rest.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                stages.Add(new Stage(words[0], words is [_, _, var alias] ? alias : null, []));
            }
            else if (stages.Count > 0)
            {
                stages[^1].Instructions.Add(new Instruction(keyword.ToUpperInvariant(), rest));
            }
        }

        return new Dockerfile(name, stages);
    }

    /// <summary>The stage and those that it is built on, first of all first.</summary>
    public IEnumerable<Instruction> Inherited(Stage stage)
    {
        Stage? below = Stages.FirstOrDefault(s => s.Alias == stage.Image);
        return [.. below is null ? [] : Inherited(below), .. stage.Instructions];
    }

    static IEnumerable<string> Join(string text)
    {
        string open = "";
        foreach (string line in text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && !l.StartsWith('#')))
        {
            open += line;
            if (open.EndsWith('\\'))
            {
                open = open[..^1] + " ";
                continue;
            }

            yield return open;
            open = "";
        }
    }

    static (string First, string After) Cut(string line)
    {
        int space = line.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? (line, "") : (line[..space], line[(space + 1)..].Trim());
    }
}

/// <param name="Image">What it is built on: an image, or another stage.</param>
sealed record Stage(string Image, string? Alias, List<Instruction> Instructions);

sealed record Instruction(string Keyword, string Rest)
{
    /// <summary>Of COPY: the options, such as <c>--from=publish</c>.</summary>
    public IEnumerable<string> Options => Words.TakeWhile(w => w.StartsWith("--", StringComparison.Ordinal));

    /// <summary>Of COPY: what is copied.</summary>
    public IEnumerable<string> Sources => Words.SkipWhile(w => w.StartsWith("--", StringComparison.Ordinal)).SkipLast(1);

    string[] Words => Rest.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
