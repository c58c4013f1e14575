using Billing.Units;
using Microsoft.Data.Sqlite;

namespace Billing.Service.Storage;

/// <summary>
/// Texts as numbers, for the writer: known ones from memory, new ones written in the running transaction. What a rolled
/// back request added is taken out again.
/// </summary>
internal sealed class NameTable : IDisposable
{
    private static readonly int Kinds = (int)Enum.GetValues<NameKind>().Max() + 1;

    private readonly Dictionary<string, int>[] _numbers = [.. Enumerable.Range(0, Kinds).Select(_ => new Dictionary<string, int>(StringComparer.Ordinal))];
    private readonly List<(NameKind Kind, string Text)> _texts = [default];
    private readonly Statement _insert;

    public NameTable(SqliteConnection connection)
    {
        _insert = new(connection, "INSERT INTO names (number, kind, text) VALUES (?,?,?)");
        using var all = new Statement(connection, "SELECT number, kind, text FROM names ORDER BY number");
        while (all.Step())
        {
            if (all.Int(0) != _texts.Count) throw new InvalidDataException($"names: number {all.Int(0)} follows {_texts.Count - 1}");
            Remember((NameKind)all.Int(1), all.Text(2));
        }
    }

    /// <summary>How many there are: the mark to go <see cref="BackTo"/>.</summary>
    public int Count => _texts.Count;

    /// <summary>The text's number, made if need be; 0 for null.</summary>
    public int Number(NameKind kind, string? text)
    {
        if (text is null) return 0;
        if (_numbers[(int)kind].TryGetValue(text, out var number)) return number;
        _insert.Bind(1, _texts.Count);
        _insert.Bind(2, (long)kind);
        _insert.Bind(3, text);
        _insert.Run();
        return Remember(kind, text);
    }

    /// <summary>The text's number where it has one; null where nothing has used it yet.</summary>
    public int? Find(NameKind kind, string? text) =>
        text is null ? 0 : _numbers[(int)kind].TryGetValue(text, out var number) ? number : null;

    public string? Text(int number) => number == 0 ? null : _texts[number].Text;

    public void BackTo(int count)
    {
        for (var i = count; i < _texts.Count; i++) _numbers[(int)_texts[i].Kind].Remove(_texts[i].Text);
        _texts.RemoveRange(count, _texts.Count - count);
    }

    public void Dispose() => _insert.Dispose();

    private int Remember(NameKind kind, string text)
    {
        _numbers[(int)kind].Add(text, _texts.Count);
        _texts.Add((kind, text));
        return _texts.Count - 1;
    }
}

/// <summary>API keys as numbers; see <see cref="NameTable"/>.</summary>
internal sealed class ApiKeyNumbers : IDisposable
{
    private readonly Dictionary<ApiKeyId, int> _numbers = [];
    private readonly List<ApiKeyId> _keys = [default];
    private readonly Statement _insert;

    public ApiKeyNumbers(SqliteConnection connection)
    {
        _insert = new(connection, "INSERT INTO api_key_numbers (number, key, account) VALUES (?,?,?)");
        using var all = new Statement(connection, "SELECT number, key FROM api_key_numbers ORDER BY number");
        while (all.Step()) Remember(new ApiKeyId(new Guid(all.Blob(1), bigEndian: true)));
    }

    public int Count => _keys.Count;

    public int Number(ApiKeyId? key, int account)
    {
        if (key is not { } id) return 0;
        if (_numbers.TryGetValue(id, out var number)) return number;
        _insert.Bind(1, _keys.Count);
        _insert.Bind(2, id.Value.ToByteArray(bigEndian: true));
        _insert.Bind(3, account);
        _insert.Run();
        return Remember(id);
    }

    public void BackTo(int count)
    {
        for (var i = count; i < _keys.Count; i++) _numbers.Remove(_keys[i]);
        _keys.RemoveRange(count, _keys.Count - count);
    }

    public void Dispose() => _insert.Dispose();

    private int Remember(ApiKeyId key)
    {
        _numbers.Add(key, _keys.Count);
        _keys.Add(key);
        return _keys.Count - 1;
    }
}
