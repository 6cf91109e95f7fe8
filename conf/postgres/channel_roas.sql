-- Return on ad spend of channels. One row: a channel of a source under one attribution model and window.
-- needs: channel_attribution
SELECT source, as_of, model, window_days, channel, conversions, value, spend, cpa, roas
FROM channel_attribution
WHERE spend > 0;
