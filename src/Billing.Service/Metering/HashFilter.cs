namespace Billing.Service.Metering;

/// <summary>
/// A Bloom filter over 64-bit hashes that are uniform already. It grows by adding a filter twice as large, so it never
/// has to be rebuilt; about one new hash in ten thousand is held for known.
/// </summary>
internal sealed class HashFilter
{
    private const int BitsPerHash = 24;
    private const int Probes = 6;

    private readonly List<ulong[]> _filters = [];
    private long _room;

    public void Add(long hash)
    {
        if (_room == 0)
        {
            _room = _filters.Count == 0 ? 65_536 : _filters[^1].LongLength * 64 / BitsPerHash * 2;
            _filters.Add(new ulong[_room * BitsPerHash / 64]);
        }

        _room--;
        var filter = _filters[^1];
        var (bit, step) = Start(hash);
        for (var i = 0; i < Probes; i++, bit = unchecked(bit + step))
        {
            var at = bit % ((ulong)filter.LongLength * 64);
            filter[at / 64] |= 1UL << (int)(at % 64);
        }
    }

    public bool MayHold(long hash)
    {
        foreach (var filter in _filters)
        {
            if (Holds(filter, hash)) return true;
        }

        return false;
    }

    private static bool Holds(ulong[] filter, long hash)
    {
        var (bit, step) = Start(hash);
        for (var i = 0; i < Probes; i++, bit = unchecked(bit + step))
        {
            var at = bit % ((ulong)filter.LongLength * 64);
            if ((filter[at / 64] & (1UL << (int)(at % 64))) == 0) return false;
        }

        return true;
    }

    private static (ulong Bit, ulong Step) Start(long hash)
    {
        var bits = unchecked((ulong)hash);
        return (bits, unchecked(bits * 0x9E37_79B9_7F4A_7C15) | 1);
    }
}
