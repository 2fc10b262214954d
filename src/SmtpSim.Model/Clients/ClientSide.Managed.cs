namespace SmtpSim.Model;

/// <content>How attempts begin in groups whose queue is managed: see <see cref="ClientProfile.Managed"/>.</content>
internal sealed partial class ClientSide
{
    private void StartManaged(ClientProfile profile, int number, long now)
    {
        var host = _mail.Messages[number].Host;
        if (_mail.IsLost(number) || Postpones(profile, number, now))
            return;
        if (profile.ActiveLimit == 0 || _mail.Active!.TryEnter(number, profile.ActiveLimit))
            StartActive(profile, number, now);
        else
            _trace?.WaitsToBeActive(now, HostNumber(host), _mail.Messages[number]);
        Activate(profile, host, now);
    }

    private void StartActive(ClientProfile profile, int number, long now)
    {
        if (LeavesActive(profile, number, now))
            return;
        ref var message = ref _mail.Messages[number];
        var (host, domain) = (message.Host, message.Domain);
        ref var destination = ref _mail.Destinations.Get(host, domain);
        if (destination.Sessions < LimitOf(profile, host, domain, now))
        {
            Begin(profile, ref destination, number, now);
            _mail.Destinations.ReleaseIfIdle(host, domain);
            return;
        }
        _mail.WaitInOrder(profile, ref destination, number);
        _trace?.Waits(now, HostNumber(host), message);
    }

    /// <summary>As <see cref="Postpones"/>, of an active message; true as well when a crash has lost it.</summary>
    private bool LeavesActive(ClientProfile profile, int number, long now)
    {
        var host = _mail.Messages[number].Host;
        if (!_mail.IsLost(number) && !Postpones(profile, number, now))
            return false;
        if (profile.ActiveLimit != 0)
            _mail.Active!.Leave(host);
        return true;
    }

    /// <summary>Starts those that wait to be active, as far as the limit lets it. Each that is withheld at once makes room for the next.</summary>
    private void Activate(ClientProfile profile, int host, long now)
    {
        if (profile.ActiveLimit == 0)
            return;
        while (_mail.Active!.Enter(host, profile.ActiveLimit) is var number and >= 0)
            StartActive(profile, number, now);
    }

    /// <summary>Opens sessions for those that wait, as far as the destination's limit lets it: a session ended, or the limit moved.</summary>
    private void FillSessions(ClientProfile profile, int host, int domain, long now)
    {
        ref var destination = ref _mail.Destinations.Get(host, domain);
        while (destination.FirstReady >= 0 && destination.Sessions < LimitOf(profile, host, domain, now))
        {
            var number = _mail.TakeInOrder(profile, ref destination, host);
            if (!LeavesActive(profile, number, now))
                Begin(profile, ref destination, number, now);
        }
        _mail.Destinations.ReleaseIfIdle(host, domain);
        Activate(profile, host, now);
    }

    /// <summary>As <see cref="GoOn"/>, past those that are not to be tried now.</summary>
    private void GoOnManaged(ClientProfile profile, ref ClientSession session, long now)
    {
        ref var destination = ref _mail.Destinations.Get(session.Host, session.Domain);
        while (destination.FirstReady >= 0 && destination.Sessions <= LimitOf(profile, session.Host, session.Domain, now))
        {
            var number = _mail.TakeInOrder(profile, ref destination, session.Host);
            if (LeavesActive(profile, number, now))
                continue;
            if (_mail.Admit(profile, number, now) is var reason and not Withheld.None)
            {
                _mail.Withhold(number, reason, now);
                continue;
            }
            Take(ref session, number, now);
            if (session.Domain != session.Server)
                _routes!.Join(session, HostNumber(session.Host), _mail.Messages[number], now, Metrics[session.Group]);
            _trace?.GoesOn(HostNumber(session.Host), session, _mail.Messages[number]);
            return;
        }
    }

    private void Begin(ClientProfile profile, ref Destination destination, int number, long now)
    {
        if (_mail.Admit(profile, number, now) is var reason and not Withheld.None)
            _mail.Withhold(number, reason, now);
        else if (!TakesKept(ref destination, number, now))
            Open(ref destination, number, now);
    }

    private int LimitOf(ClientProfile profile, int host, int domain, long now)
        => profile.Restrains ? _mail.Throttles.LimitOf(profile, host, domain, now) : profile.Concurrency;
}
