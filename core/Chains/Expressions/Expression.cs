using System.Text.Json.Nodes;

namespace Orchestrator.Core.Chains.Expressions;

/// <summary>A part of an expression that is true, false, or cannot be told (null): Kleene's three-valued logic.</summary>
abstract record Condition
{
    public abstract bool? Evaluate(JsonNode? document);

    public sealed record And(IReadOnlyList<Condition> Parts) : Condition
    {
        public override bool? Evaluate(JsonNode? document)
        {
            bool? all = true;
            foreach (Condition part in Parts)
            {
                switch (part.Evaluate(document))
                {
                    case false: return false;
                    case null: all = null; break;
                }
            }

            return all;
        }
    }

    public sealed record Or(IReadOnlyList<Condition> Parts) : Condition
    {
        public override bool? Evaluate(JsonNode? document)
        {
            bool? any = false;
            foreach (Condition part in Parts)
            {
                switch (part.Evaluate(document))
                {
                    case true: return true;
                    case null: any = null; break;
                }
            }

            return any;
        }
    }

    public sealed record Not(Condition Inner) : Condition
    {
        public override bool? Evaluate(JsonNode? document) => !Inner.Evaluate(document);
    }

    public sealed record Exists(Operand.Path Path) : Condition
    {
        public override bool? Evaluate(JsonNode? document) => Path.Read(document).IsFound;
    }

    /// <summary>A value by itself: true or false when it is that in JSON.</summary>
    public sealed record Truth(Operand Value) : Condition
    {
        public override bool? Evaluate(JsonNode? document) => JsonComparison.AsBoolean(Value.Read(document));
    }

    public sealed record Comparison(Operand Left, string Operator, Operand Right) : Condition
    {
        public override bool? Evaluate(JsonNode? document) =>
            JsonComparison.Compare(Left.Read(document), Operator, Right.Read(document));
    }
}

/// <summary>What is compared.</summary>
abstract record Operand
{
    public abstract Found Read(JsonNode? document);

    public sealed record Literal(JsonNode? Value) : Operand
    {
        public override Found Read(JsonNode? document) => new(IsFound: true, Value);
    }

    public sealed record List(IReadOnlyList<Operand> Items) : Operand
    {
        /// <summary>Not found when one of its items is not.</summary>
        public override Found Read(JsonNode? document)
        {
            var items = new JsonArray();
            foreach (Operand item in Items)
            {
                Found found = item.Read(document);
                if (!found.IsFound)
                {
                    return default;
                }

                items.Add(found.Value?.DeepClone());
            }

            return new Found(IsFound: true, items);
        }
    }

    public sealed record Path(IReadOnlyList<string> Steps) : Operand
    {
        public override Found Read(JsonNode? document) => Outputs.JsonPointer.Walk(document, Steps);
    }
}
