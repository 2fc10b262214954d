using SmtpSim.Kernel;

namespace SmtpSim.Model;

/// <summary>The members of mailing lists, as domains and runs of mailboxes there: nothing is stored for a member.</summary>
internal sealed class MailingLists
{
    private readonly World _world;
    private readonly MailingListSpec _spec;
    private readonly int[] _groups;
    private readonly int _domains;

    public MailingLists(World world, MailingListSpec spec)
    {
        _world = world;
        _spec = spec;
        _groups = [.. spec.To.Select(name => world.Scenario.Servers.Select((group, i) => (group, i))
            .First(pair => string.Equals(pair.group.Name, name, StringComparison.Ordinal)).i)];
        _domains = _groups.Sum(group => world.Scenario.Servers[group].Count);
    }

    /// <summary>The first mailboxes of a server are lists.</summary>
    public uint Count => (uint)_spec.Count;

    /// <summary>The messages that a post to a list becomes.</summary>
    /// <param name="server">The list's server.</param>
    /// <param name="mailbox">The list.</param>
    public IEnumerable<ListCopy> Copies(int server, uint mailbox)
    {
        var key = _world.ListKey.Derive((ulong)server).Derive(mailbox);
        var first = (int)Uniform.Below(key.Draw(0), (uint)_domains);
        for (var i = 0; i < Math.Min(_domains, _spec.Members); i++)
        {
            var place = (first + i) % _domains;
            var (domain, mailboxes) = DomainAt(place);
            var next = (uint)(key.Draw(1 + (ulong)place) >> 32) % mailboxes;
            // No two addresses of a list are the same: a domain with fewer mailboxes than members has each on the list once.
            var left = (int)Math.Min(_spec.Members / _domains + (i < _spec.Members % _domains ? 1 : 0), mailboxes);
            for (; left > 0; left -= _spec.RecipientsPerMessage)
            {
                var recipients = Math.Min(left, _spec.RecipientsPerMessage);
                yield return new ListCopy(domain, next, recipients);
                next = (next + (uint)recipients) % mailboxes;
            }
        }
    }

    private (int Domain, uint Mailboxes) DomainAt(int place)
    {
        var at = 0;
        while (place >= _world.Scenario.Servers[_groups[at]].Count)
            place -= _world.Scenario.Servers[_groups[at++]].Count;
        return (_world.FirstServerOf(_groups[at]) + place, _world.Servers[_groups[at]].Mailboxes);
    }
}

/// <summary>One message of a list: so many recipients with mailboxes one after the other.</summary>
internal readonly record struct ListCopy(int Domain, uint Mailbox, int Recipients);
